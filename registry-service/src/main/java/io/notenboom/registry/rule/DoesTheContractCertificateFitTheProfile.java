// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.rule;

import io.notenboom.registry.certificate.CertificateSubject;
import io.notenboom.registry.certificate.CertificateText;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Seed, table "Contract certificate fields": validity 3 years, key usage digital signature, no CA, and the subject fields CN,
 * O, ST, C and serialNumber (Chamber of Commerce, 8 digits). Three years are three calendar years in UTC, so a leap day does
 * not matter; the last second may be counted in or out. The key is EC P-256 or better.
 */
public final class DoesTheContractCertificateFitTheProfile {

    private static final int VALIDITY_YEARS = 3;
    private static final int KEY_USAGES = 9;
    private static final String KEY_USAGE = "2.5.29.15";
    private static final Pattern KVK = Pattern.compile("[0-9]{8}");
    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");

    /** Judges the certificate by itself; who issued it is another question. */
    public Verdict answer(String certificatePem) {
        List<X509Certificate> certificates;
        try {
            certificates = CertificateText.parse(certificatePem);
        } catch (IllegalArgumentException e) {
            return Verdict.no(getClass(), "the contract certificate cannot be read");
        }
        return problem(certificates)
                .map(problem -> Verdict.no(getClass(), problem))
                .orElseGet(Verdict::yes);
    }

    private static Optional<String> problem(List<X509Certificate> certificates) {
        X509Certificate certificate = certificates.getFirst();
        if (certificates.size() != 1) {
            return Optional.of("the event has to carry the contract certificate alone");
        }
        if (!validForThreeYears(certificate)) {
            return Optional.of("the contract certificate has to be valid for exactly 3 years");
        }
        if (!onlyForDigitalSignatures(certificate)) {
            return Optional.of("the contract certificate's key usage has to be digitalSignature only, and critical");
        }
        if (certificate.getBasicConstraints() >= 0) {
            return Optional.of("the contract certificate must not be a CA");
        }
        if (!(certificate.getPublicKey() instanceof ECPublicKey key)
                || key.getParams().getCurve().getField().getFieldSize() < 256) {
            return Optional.of("the contract certificate's key has to be EC P-256 or better");
        }
        return subjectProblem(CertificateSubject.of(certificate));
    }

    private static boolean validForThreeYears(X509Certificate certificate) {
        Instant start = certificate.getNotBefore().toInstant();
        Instant end = start.atOffset(ZoneOffset.UTC).plusYears(VALIDITY_YEARS).toInstant();
        Duration beyond = Duration.between(end, certificate.getNotAfter().toInstant());
        return beyond.isZero() || beyond.equals(Duration.ofSeconds(-1));
    }

    private static boolean onlyForDigitalSignatures(X509Certificate certificate) {
        boolean[] usage = certificate.getKeyUsage();
        Set<String> critical = certificate.getCriticalExtensionOIDs();
        if (usage == null || critical == null || !critical.contains(KEY_USAGE)) {
            return false;
        }
        boolean others = false;
        for (int bit = 1; bit < KEY_USAGES && bit < usage.length; bit++) {
            others |= usage[bit];
        }
        return usage[0] && !others;
    }

    private static Optional<String> subjectProblem(CertificateSubject subject) {
        if (subject.commonName().isEmpty()
                || subject.organisation().isEmpty()
                || subject.stateOrProvince().isEmpty()) {
            return Optional.of("the contract certificate's subject lacks CN, O or ST");
        }
        if (subject.country().filter(COUNTRY.asMatchPredicate()).isEmpty()) {
            return Optional.of("the contract certificate's subject lacks C, two capitals");
        }
        if (subject.serialNumber().filter(KVK.asMatchPredicate()).isEmpty()) {
            return Optional.of("the contract certificate's subject lacks serialNumber, a KvK number of 8 digits");
        }
        return Optional.empty();
    }
}
