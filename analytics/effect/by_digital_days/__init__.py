"""What the digital days did: the gap between weekdays, visits against their own trend, the verdict and its checks."""
