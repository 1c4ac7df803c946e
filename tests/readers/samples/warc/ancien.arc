filedesc://essai.arc 0.0.0.0 20090506070809 text/plain 66
1 0 Essai
URL IP-address Archive-date Content-type Archive-length

http://echo.example/viaduc 10.0.0.1 20090506070809 text/html 556
HTTP/1.1 200 OK
Content-Type: text/html

<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>Le viaduc rouvre aux trains</title><meta property="article:published_time" content="2024-05-05T18:00:00+02:00"></head><body><article><h1>Le viaduc rouvre aux trains</h1><p>Le viaduc de Sainte-Berthe a rouvert dimanche, après dix-huit mois de travaux qui ont coûté quatorze millions d’euros.</p><p>« Nous l’avions promis », a dit le président de la région devant les habitants réunis sur le quai de la gare.</p></article></body></html>
