# Why an agency is proposed. Shown to the person and to officers.

reason-helps = ช่วยเรื่องนี้ได้: { $need }
reason-helps-also = ช่วยเรื่องนี้ได้ด้วย: { $needs }
reason-first-advice = ในรายชื่อไม่มีใครช่วยเรื่องนี้โดยตรง ({ $need }) หน่วยงานนี้ให้คำแนะนำเบื้องต้น
reason-relief-first = กู้เพิ่มจะทำให้หนี้มากขึ้น จึงหาทางผ่อนปรนก่อน
reason-region = เป็นของรัฐที่คุณอยู่
reason-language = ทำงานด้วยภาษาของคุณ
reason-their-sector = เหมาะกับประเภทธุรกิจของคุณ
reason-new-business = ช่วยธุรกิจใหม่
reason-small-income = มีสินเชื่อสำหรับรายได้น้อย
reason-loan-size = ให้กู้แก่ธุรกิจขนาดเท่าคุณ
reason-no-collateral = กู้ได้โดยไม่ต้องมีหลักประกัน
reason-after-judgment = ไกล่เกลี่ยหลังศาลพิพากษาโดยไม่คิดเงิน
reason-debt-programme = ร่วมโครงการช่วยลูกหนี้
reason-ask-own-bank = ธนาคารของคุณเป็นผู้ตัดสินใจผ่อนปรน สมาคมช่วยบอกทางได้
reason-guarantee-paid = มีทางออกให้ เมื่อจ่ายหนี้ให้ธนาคารแทนคุณแล้ว
reason-own-credit-report = ดูได้ว่ามีข้อมูลสินเชื่อของคุณอย่างไร
reason-unpaid-bills = เปลี่ยนบิลที่ยังไม่ได้รับเงินเป็นเงินได้
