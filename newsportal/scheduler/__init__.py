"""What works by a schedule: child processes, notes of what they did, and the service."""
