# Deleting a person's data: the question before it, and the certificate of what went and what stays.

erase-ask = จะลบทุกอย่างเกี่ยวกับคุณ: เรื่อง คำตอบ ข้อความ และคำถาม เรียกคืนไม่ได้ เรื่องที่เปิดอยู่จะถูกปิด
button-erase-now = ใช่ ลบทั้งหมด
button-erase-keep = ไม่ เก็บไว้

erased = ลบข้อมูลของคุณแล้ว ใบรับรองเลขที่ { $number } สิ่งที่ลบ:
erased-personal-data = ข้อมูลส่วนตัวในเรื่อง: { $count }
erased-notes = บันทึกเกี่ยวกับคุณ: { $count }
erased-drafts = แบบคำถามที่ตอบไว้: { $count }
erased-links = ลิงก์สำหรับหน่วยงาน: { $count }
erased-letters = หนังสือถึงหน่วยงาน: { $count }
erased-copies = สำเนาในแชตของเจ้าหน้าที่เรา: { $count }
erased-messages = ข้อความของคุณ: { $count }
erased-replies = คำตอบของเรา: { $count }
erased-messages-for-a-person = ข้อความที่ฝากถึงเจ้าหน้าที่: { $count }
erased-questions = คำถามของคุณ: { $count }
erased-buttons = ปุ่ม: { $count }
erased-notices = ข่าวเรื่องของคุณ: { $count }
erased-wishes = คำขอให้แจ้งข่าว: { $count }
erased-listings = ข้อเสนอและความต้องการที่คุณลงไว้: { $count }
erased-nothing = ไม่มีข้อมูลเก็บอยู่
erased-told = หน่วยงานเหล่านี้ได้รับข้อมูลของคุณไปก่อนแล้ว โปรดขอให้ลบด้วยตนเอง: { $agencies }
stays-case-counts = สิ่งที่ยังอยู่โดยไม่มีชื่อ: เรื่องที่ปิดแล้ว { $count } เรื่อง เป็นตัวเลขเท่านั้น (ประเภทความช่วยเหลือ จังหวัด ผล)
stays-chat-address = ที่อยู่ของคุณในแชตนี้จะอยู่จนคำตอบนี้ถึงคุณ แล้วจะถูกลบด้วย ถ้าคุณไม่เขียนมาอีก
stays-other-chats = คำตอบที่ย้ายระหว่างแชตด้วยรหัส อาจยังอยู่ในอีกแชตหนึ่ง ซึ่งมีเรื่องอื่นอยู่ด้วย โปรดพิมพ์ "ลบข้อมูลของฉัน" ในแชตนั้นด้วย
stays-backups = ข้อมูลสำรองก่อนวันนี้ยังมีข้อมูลของคุณ จนกว่าจะถูกเขียนทับ
