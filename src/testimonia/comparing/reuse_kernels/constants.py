"""Numbers that several kernels share. Scores are integers, 16 a bit (:data:`BIT`)."""

BIT = 16

# Folded code points: up to three letters of 20 bits, and flags; what is no letter is a negative class.
LETTERS = (1 << 60) - 1
UPPER = 1 << 60
SINGLE = 1 << 61
SEPARATOR, IGNORED, APOSTROPHE, HYPHEN, POINT, LINE, SPACE, STOP, COMMA = -1, -2, -3, -4, -5, -6, -7, -8, -9

# A hash is two lanes of 31 bits, so that no product exceeds 62.
LANE = (1 << 31) - 1
PRIME_A, PRIME_B = 0x5BD1E995, 0x1B873593
SEED_A, SEED_B = 0x2545F491, 0x4F6CDD1D

# What is marked of a word: a capital, the beginning of a sentence, a number, a place within markup.
CAPITAL, OPENS, NUMBER, TAG = 1, 2, 4, 8

# Alignment, in sixteenths of a bit.
GAP = 40  # 2.5 bits for a word missing on one side, or for two different words
LOOSE = 20  # the same between two witnesses of one family
NEAR = 32  # 2 bits for two spellings that share most of their letter pairs
DROP = 28 * BIT
WIDEST = 160  # cells of a row of the alignment
