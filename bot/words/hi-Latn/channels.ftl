# What comes from a channel and is no text. $reference is what the person can quote later.
file-for-person = Main abhi awaaz, photo ya file nahi khol sakta. Maine ise kisi insaan ke liye rakh liya hai. Reference number: { $reference }. Jaldi ho to shabdon me likh dijiye.
