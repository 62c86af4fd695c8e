"""What may be typed where a number is asked for, and is none, or none that can be computed with."""

NO_NUMBERS = ("inf", "-Infinity", "nan", "sNaN", "1e400", "1e999999999", "9" * 5000, "-" + "9" * 30, "²", "1/0", "0x10")
