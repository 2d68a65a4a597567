"""What several claims share: data, networks and tuned comparisons."""
