# What comes from a channel and is no text. $reference is what the person can quote later.
file-for-person = I cannot open voice notes, photos or files yet. I have kept it for a person. Reference: { $reference }. If it is urgent, please write it in words.
