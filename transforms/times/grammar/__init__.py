"""Scalar grammar of written time: one short text in, one structured reading out, no frames."""
