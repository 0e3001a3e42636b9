"""The evacuation order 人员转移令: one zone's answer, frozen, as somebody signs it."""
