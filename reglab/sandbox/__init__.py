"""Where student code runs: the host starts and asks, the guest runs and answers."""
