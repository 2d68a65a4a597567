"""The sandbox that runs student code: the host asks, the guest runs the code and answers."""
