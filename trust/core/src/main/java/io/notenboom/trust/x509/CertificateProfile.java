// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.x509;

import static io.notenboom.trust.x509.ProfileRule.ALTERNATIVE_NAMES;
import static io.notenboom.trust.x509.ProfileRule.COMMON_NAME;
import static io.notenboom.trust.x509.ProfileRule.COUNTRY;
import static io.notenboom.trust.x509.ProfileRule.CRITICAL_EXTENSIONS;
import static io.notenboom.trust.x509.ProfileRule.EC_KEY;
import static io.notenboom.trust.x509.ProfileRule.EXTENDED_KEY_USAGE;
import static io.notenboom.trust.x509.ProfileRule.ISSUER;
import static io.notenboom.trust.x509.ProfileRule.IS_CA;
import static io.notenboom.trust.x509.ProfileRule.IS_NO_CA;
import static io.notenboom.trust.x509.ProfileRule.KEY;
import static io.notenboom.trust.x509.ProfileRule.KEY_USAGE;
import static io.notenboom.trust.x509.ProfileRule.KEY_USAGE_CRITICAL;
import static io.notenboom.trust.x509.ProfileRule.KVK;
import static io.notenboom.trust.x509.ProfileRule.ORGANIZATION;
import static io.notenboom.trust.x509.ProfileRule.PATH_LENGTH;
import static io.notenboom.trust.x509.ProfileRule.PROVINCE;
import static io.notenboom.trust.x509.ProfileRule.SERIAL_NUMBER;
import static io.notenboom.trust.x509.ProfileRule.SIGNATURE_ALGORITHM;
import static io.notenboom.trust.x509.ProfileRule.VALIDITY;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;

/**
 * The certificate profiles of the Nuts registry. The seed prescribes the contract certificate (table "Contract certificate
 * fields"); the others follow from who issues what in its "Registering a vendor". A profile looks at the certificate and its
 * issuer only: whether it is valid at a time and leads to the Foundation is for {@link CertificatePath}.
 */
public enum CertificateProfile {
    /** Root of the Foundation: issued by itself. */
    FOUNDATION_ROOT(IS_CA, KEY_USAGE, KEY_USAGE_CRITICAL, COMMON_NAME, ORGANIZATION, COUNTRY),
    /** CA of a vendor, issued by the Foundation; issues contract certificates. */
    VENDOR_CA(IS_CA, PATH_LENGTH, KEY_USAGE, KEY_USAGE_CRITICAL, COMMON_NAME, ORGANIZATION, COUNTRY, KVK),
    /**
     * CA of a vendor's nodes, or of the Foundation's own, which is no vendor and has no KvK number here; issued by the
     * Foundation; issues node identity certificates.
     */
    NODE_CA(IS_CA, PATH_LENGTH, KEY_USAGE, KEY_USAGE_CRITICAL, COMMON_NAME, ORGANIZATION, COUNTRY),
    /** Identity of a node in mTLS, issued by a node CA. */
    NODE_IDENTITY(IS_NO_CA, KEY_USAGE, KEY_USAGE_CRITICAL, EXTENDED_KEY_USAGE, ALTERNATIVE_NAMES, COMMON_NAME),
    /** Contract of a vendor with a care organisation, issued by the vendor CA. */
    CONTRACT(
            EC_KEY,
            IS_NO_CA,
            VALIDITY,
            KEY_USAGE,
            KEY_USAGE_CRITICAL,
            COMMON_NAME,
            ORGANIZATION,
            PROVINCE,
            COUNTRY,
            KVK);

    private final List<ProfileRule> rules;

    CertificateProfile(ProfileRule... own) {
        Stream<ProfileRule> always = Stream.of(SIGNATURE_ALGORITHM, KEY, SERIAL_NUMBER, CRITICAL_EXTENSIONS, ISSUER);
        this.rules = Stream.concat(always, Stream.of(own)).toList();
    }

    /** The rules in the order in which they are checked. */
    public List<ProfileRule> rules() {
        return rules;
    }

    /**
     * Checks a certificate.
     *
     * @param issuer the certificate that must have issued it; for {@link #FOUNDATION_ROOT} the certificate itself
     */
    public ProfileOutcome check(X509Certificate certificate, X509Certificate issuer) {
        return check(certificate, issuer.getSubjectX500Principal(), issuer.getPublicKey());
    }

    /** Checks a certificate by itself: all rules but {@link ProfileRule#ISSUER}, which a path answers. */
    public ProfileOutcome checkWithoutIssuer(X509Certificate certificate) {
        ProfiledCertificate profiled = new ProfiledCertificate(
                certificate, certificate.getIssuerX500Principal(), certificate.getPublicKey(), isCa());
        return firstFailure(profiled, rules.stream().filter(rule -> rule != ISSUER));
    }

    ProfileOutcome check(X509Certificate certificate, X500Principal issuer, PublicKey issuerKey) {
        return firstFailure(new ProfiledCertificate(certificate, issuer, issuerKey, isCa()), rules.stream());
    }

    private static ProfileOutcome firstFailure(ProfiledCertificate profiled, Stream<ProfileRule> rules) {
        return rules.filter(rule -> !profiled.keeps(rule))
                .findFirst()
                .<ProfileOutcome>map(ProfileOutcome.Fails::new)
                .orElseGet(ProfileOutcome.Fits::new);
    }

    private boolean isCa() {
        return switch (this) {
            case FOUNDATION_ROOT, VENDOR_CA, NODE_CA -> true;
            case NODE_IDENTITY, CONTRACT -> false;
        };
    }
}
