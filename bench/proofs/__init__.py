"""Whether intervals and forecasts hold the truth, over many drawn cities."""
