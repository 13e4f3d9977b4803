"""Reading time: find expressions, read each written form once, place them on the calendar."""
