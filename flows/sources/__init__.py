"""Bytes in, DOCUMENT rows or rejections out: one small file a form."""
