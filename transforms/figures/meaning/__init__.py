"""What a figure says beyond its amount: change, metric, statistic, period, whose it is."""
