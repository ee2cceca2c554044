"""The pure insurance domain: classification, payout rules, deadlines; no I/O and no clock."""
