# What comes from a channel and is no text. $reference is what the person can quote later.
file-for-person = ตอนนี้เรายังเปิดข้อความเสียง รูป หรือไฟล์ไม่ได้ เราเก็บไว้ให้เจ้าหน้าที่แล้ว เลขอ้างอิง { $reference } ถ้าเร่งด่วน ช่วยพิมพ์เป็นข้อความ
