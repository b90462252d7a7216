// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.x509;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/** Answers for one certificate whether it keeps a rule. */
final class ProfiledCertificate {

    private static final int CONTRACT_YEARS = 3;
    private static final int MAX_SERIAL_BITS = 159;
    private static final String KEY_USAGE_OID = "2.5.29.15";
    private static final Set<String> BOTH_SIDES =
            Set.of(KeyPurposeId.id_kp_serverAuth.getId(), KeyPurposeId.id_kp_clientAuth.getId());
    /** Order of the bits in RFC 5280 §4.2.1.3; digitalSignature. */
    private static final boolean[] SIGN = {true, false, false, false, false, false, false, false, false};
    /** digitalSignature, keyCertSign, cRLSign. */
    private static final boolean[] SIGN_AND_ISSUE = {true, false, false, false, false, true, true, false, false};

    private final X509Certificate certificate;
    private final X500Principal issuer;
    private final PublicKey issuerKey;
    private final boolean authority;
    private final X500Name subject;

    ProfiledCertificate(X509Certificate certificate, X500Principal issuer, PublicKey issuerKey, boolean authority) {
        this.certificate = certificate;
        this.issuer = issuer;
        this.issuerKey = issuerKey;
        this.authority = authority;
        this.subject =
                X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
    }

    boolean keeps(ProfileRule rule) {
        return switch (rule) {
            case ISSUER -> isIssuedBy();
            case SIGNATURE_ALGORITHM -> CertificatePath.hasAllowedSignature(certificate);
            case KEY -> CertificatePath.hasStrongKey(certificate.getPublicKey());
            case EC_KEY -> certificate.getPublicKey() instanceof ECPublicKey;
            case SERIAL_NUMBER ->
                certificate.getSerialNumber().signum() > 0
                        && certificate.getSerialNumber().bitLength() <= MAX_SERIAL_BITS;
            case CRITICAL_EXTENSIONS -> CertificatePath.UNDERSTOOD_EXTENSIONS.containsAll(criticalExtensions());
            case IS_CA -> certificate.getBasicConstraints() >= 0;
            case IS_NO_CA -> certificate.getBasicConstraints() < 0;
            case PATH_LENGTH -> certificate.getBasicConstraints() == 0;
            case KEY_USAGE -> Arrays.equals(certificate.getKeyUsage(), authority ? SIGN_AND_ISSUE : SIGN);
            case KEY_USAGE_CRITICAL -> criticalExtensions().contains(KEY_USAGE_OID);
            case EXTENDED_KEY_USAGE -> servesBothSides();
            case ALTERNATIVE_NAMES -> namesHosts();
            case VALIDITY -> isValidForThreeYears();
            case COMMON_NAME -> hasOne(BCStyle.CN, value -> !value.isBlank());
            case ORGANIZATION -> hasOne(BCStyle.O, value -> !value.isBlank());
            case PROVINCE -> hasOne(BCStyle.ST, value -> !value.isBlank());
            case COUNTRY -> hasOne(BCStyle.C, value -> value.matches("[A-Z]{2}"));
            case KVK -> hasOne(BCStyle.SERIALNUMBER, value -> value.matches("[0-9]{8}"));
        };
    }

    private boolean isIssuedBy() {
        if (!certificate.getIssuerX500Principal().equals(issuer)) {
            return false;
        }
        try {
            certificate.verify(issuerKey);
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private Set<String> criticalExtensions() {
        Set<String> critical = certificate.getCriticalExtensionOIDs();
        return critical == null ? Set.of() : critical;
    }

    private boolean servesBothSides() {
        try {
            List<String> usage = certificate.getExtendedKeyUsage();
            return usage != null && new HashSet<>(usage).equals(BOTH_SIDES);
        } catch (CertificateParsingException e) {
            return false;
        }
    }

    private boolean namesHosts() {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names != null
                    && !names.isEmpty()
                    && names.stream()
                            .map(List::getFirst)
                            .allMatch(type -> type.equals(GeneralName.dNSName) || type.equals(GeneralName.iPAddress));
        } catch (CertificateParsingException e) {
            return false;
        }
    }

    private boolean isValidForThreeYears() {
        return certificate
                .getNotBefore()
                .toInstant()
                .atOffset(ZoneOffset.UTC)
                .plusYears(CONTRACT_YEARS)
                .toInstant()
                .equals(certificate.getNotAfter().toInstant());
    }

    private boolean hasOne(ASN1ObjectIdentifier type, Predicate<String> form) {
        RDN[] found = subject.getRDNs(type);
        return found.length == 1
                && !found[0].isMultiValued()
                && form.test(SubjectName.text(found[0].getFirst().getValue()));
    }
}
