// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.x509;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import java.util.function.Consumer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** Makes certificates that are wrong in one point. Fits its profile until a test changes a field. */
final class CertificateRecipe {

    static final KeyPair CA_KEY = pair("secp256r1");
    static final String CA_NAME = "CN=Issuer,O=Issuer,C=NL";

    String issuer = CA_NAME;
    KeyPair signer = CA_KEY;
    String signature = "SHA256withECDSA";
    KeyPair key = pair("secp256r1");
    BigInteger serial = BigInteger.valueOf(42);
    Instant start = Instant.parse("2028-02-29T10:00:00Z");
    Instant end = Instant.parse("2031-02-28T10:00:00Z");
    String subject;

    @Nullable
    BasicConstraints constraints;

    int usage;
    boolean usageCritical = true;
    KeyPurposeId @Nullable [] extendedUsage;

    @Nullable
    GeneralNames names;

    boolean unknownCritical;

    CertificateRecipe(CertificateProfile profile) {
        boolean authority = profile != CertificateProfile.CONTRACT && profile != CertificateProfile.NODE_IDENTITY;
        subject = "CN=Unit,O=Organisation,ST=Drenthe,C=NL,SERIALNUMBER=12345678";
        constraints = authority ? new BasicConstraints(0) : new BasicConstraints(false);
        usage = authority
                ? KeyUsage.digitalSignature | KeyUsage.keyCertSign | KeyUsage.cRLSign
                : KeyUsage.digitalSignature;
        if (profile == CertificateProfile.NODE_IDENTITY) {
            extendedUsage = new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth};
            names = new GeneralNames(new GeneralName(GeneralName.dNSName, "node.example"));
        }
        if (profile == CertificateProfile.FOUNDATION_ROOT) {
            subject = CA_NAME;
            key = CA_KEY;
        }
    }

    static KeyPair pair(String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            return generator.generateKeyPair();
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static X509Certificate authority() {
        return new CertificateRecipe(CertificateProfile.FOUNDATION_ROOT).make();
    }

    CertificateRecipe with(Consumer<CertificateRecipe> change) {
        change.accept(this);
        return this;
    }

    X509Certificate make() {
        try {
            X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                    new X500Name(issuer),
                    serial,
                    Date.from(start),
                    Date.from(end),
                    new X500Name(subject),
                    SubjectPublicKeyInfo.getInstance(key.getPublic().getEncoded()));
            addExtensions(builder);
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder(signature).build(signer.getPrivate())));
        } catch (java.security.GeneralSecurityException
                | java.io.IOException
                | org.bouncycastle.operator.OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private void addExtensions(X509v3CertificateBuilder builder) throws java.io.IOException {
        if (constraints != null) {
            builder.addExtension(Extension.basicConstraints, true, constraints);
        }
        if (usage != 0) {
            builder.addExtension(Extension.keyUsage, usageCritical, new KeyUsage(usage));
        }
        if (extendedUsage != null) {
            builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(extendedUsage));
        }
        if (names != null) {
            builder.addExtension(Extension.subjectAlternativeName, false, names);
        }
        if (unknownCritical) {
            builder.addExtension(new ASN1ObjectIdentifier("1.2.3.4"), true, new DERUTF8String("x"));
        }
    }
}
