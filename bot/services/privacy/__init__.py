"""What somebody may ask of us about themselves (个人信息保护法): to see it, correct it, agree no more, be forgotten."""
