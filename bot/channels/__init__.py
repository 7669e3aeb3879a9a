"""One module a channel: it parses what its platform sends and sends what the outbox holds, nothing else."""
