// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.credential;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.trust.jose.Jws;
import io.notenboom.trust.jose.JwsSigner;
import io.notenboom.trust.jose.SignatureAlgorithm;
import io.notenboom.trust.json.StrictJson;
import io.notenboom.trust.x509.Fingerprints;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.OtherName;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A care organisation with a server certificate as the UZI register issues them: RSA, PSS, its URA among the names. */
final class CertifiedParty {

    /** The name that holds the URA. */
    static final String OTHER_NAME = "2.16.528.1.1007.99.2110-1-900030787-S-90000380-00.000-11223344";

    final Instant start;
    final Instant end;
    final KeyPair rootKey = rsa();
    final KeyPair authorityKey = rsa();
    final KeyPair leafKey = rsa();
    final X509Certificate root;
    final X509Certificate authority;
    final X509Certificate leaf;

    CertifiedParty(Instant now) {
        start = now.minus(Duration.ofDays(10));
        end = now.plus(Duration.ofDays(300));
        root = certificate("CN=Root,C=NL", rootKey, "CN=Root,C=NL", rootKey, 1);
        authority = certificate("CN=Authority,C=NL", authorityKey, "CN=Root,C=NL", rootKey, 0);
        leaf = certificate(
                "C=NL,O=Zorg & Co: Oost,L=Den Haag,CN=oost.example,SERIALNUMBER=900030787",
                leafKey,
                "CN=Authority,C=NL",
                authorityKey,
                -1);
    }

    /** The DID by the CA that issued the certificate. */
    String did() {
        return did(authority);
    }

    /** The DID by one of its CAs. */
    String did(X509Certificate by) {
        return "did:x509:0:sha256:" + Fingerprints.x5tS256(by) + "::subject:O:" + encode("Zorg & Co: Oost") + ":L:"
                + encode("Den Haag") + "::san:otherName:" + encode(OTHER_NAME);
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Header of a credential, with the whole chain. */
    ObjectNode header(String did) {
        ObjectNode header =
                StrictJson.newObject().put("alg", "PS256").put("typ", "JWT").put("kid", did + "#0");
        List<X509Certificate> chain = List.of(leaf, authority, root);
        x5c(chain).forEach(header.putArray("x5c")::add);
        return header.put("x5t#S256", Fingerprints.x5tS256(leaf));
    }

    static List<String> x5c(List<X509Certificate> chain) {
        List<String> texts = new ArrayList<>();
        for (X509Certificate certificate : chain) {
            try {
                texts.add(Base64.getEncoder().encodeToString(certificate.getEncoded()));
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
        return texts;
    }

    /** Claims of an X509Credential about a holder. */
    ObjectNode claims(String did, String holder, Instant now) {
        ObjectNode claims = StrictJson.newObject()
                .put("iss", did)
                .put("sub", holder)
                .put("jti", did + "#1")
                .put("nbf", now.getEpochSecond())
                .put("exp", now.plus(Duration.ofDays(90)).getEpochSecond());
        ObjectNode vc = claims.putObject("vc");
        vc.putArray("@context").add(CredentialType.VC_CONTEXT);
        vc.putArray("type").add(CredentialType.VERIFIABLE_CREDENTIAL).add(CredentialType.X509);
        ObjectNode subject = vc.putArray("credentialSubject").addObject().put("id", holder);
        subject.putObject("subject").put("O", "Zorg & Co: Oost").put("L", "Den Haag");
        subject.putObject("san").put("otherName", OTHER_NAME);
        return claims;
    }

    /** Signs with the key of the certificate. */
    String sign(ObjectNode header, ObjectNode claims) {
        return Jws.sign(
                        header,
                        StrictJson.write(claims),
                        JwsSigner.inMemory(SignatureAlgorithm.PS256, leafKey.getPrivate()))
                .serialized();
    }

    private static KeyPair rsa() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private X509Certificate certificate(String subject, KeyPair key, String issuer, KeyPair issuerKey, int pathLength) {
        try {
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    new X500Name(issuer),
                    new BigInteger(100, new SecureRandom()),
                    Date.from(start),
                    Date.from(end),
                    new X500Name(subject),
                    key.getPublic());
            boolean isLeaf = pathLength < 0;
            builder.addExtension(
                    Extension.basicConstraints,
                    true,
                    isLeaf ? new BasicConstraints(false) : new BasicConstraints(pathLength));
            builder.addExtension(
                    Extension.keyUsage,
                    true,
                    new KeyUsage(
                            isLeaf
                                    ? KeyUsage.digitalSignature | KeyUsage.keyEncipherment
                                    : KeyUsage.keyCertSign | KeyUsage.cRLSign));
            if (isLeaf) {
                builder.addExtension(Extension.subjectAlternativeName, false, names());
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder("SHA512withRSAandMGF1")
                            .setProvider(new BouncyCastleProvider())
                            .build(issuerKey.getPrivate())));
        } catch (GeneralSecurityException | IOException | OperatorCreationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static GeneralNames names() {
        OtherName ura = new OtherName(new ASN1ObjectIdentifier("2.5.5.5"), new DERIA5String(OTHER_NAME));
        return new GeneralNames(new GeneralName[] {
            new GeneralName(GeneralName.dNSName, "oost.example"), new GeneralName(GeneralName.otherName, ura)
        });
    }
}
