"""The stored records as datasets: exports, queries, duplicates, gates, releases, withdrawals."""
