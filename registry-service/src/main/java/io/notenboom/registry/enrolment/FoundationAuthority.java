// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.enrolment;

import io.notenboom.custody.CustodianSigner;
import io.notenboom.custody.KeyCustodian;
import io.notenboom.registry.certificate.CertificateTerm;
import io.notenboom.trust.key.KeyId;
import io.notenboom.trust.key.KeyPurpose;
import io.notenboom.trust.x509.CertificateIssuer;
import io.notenboom.trust.x509.RevocationList;
import io.notenboom.trust.x509.RevocationListIssuer;
import io.notenboom.trust.x509.SubjectName;
import java.math.BigInteger;
import java.net.URI;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The Foundation's own CA. Its key is in the custodian. */
public final class FoundationAuthority {

    /** How far certificates are dated back, for clocks that differ. */
    static final Duration BACKDATED = Duration.ofMinutes(5);

    private final KeyCustodian custodian;
    private final InstantSource clock;
    private final OwnCertificate root;
    private final @Nullable URI revocationList;

    private FoundationAuthority(
            KeyCustodian custodian, InstantSource clock, OwnCertificate root, @Nullable URI revocationList) {
        this.custodian = custodian;
        this.clock = clock;
        this.root = root;
        this.revocationList = revocationList;
    }

    /** Takes the stored root, or at the first start claims a key and signs one: "Nuts Foundation" and the network's name. */
    public static FoundationAuthority start(
            KeyCustodian custodian, OwnIdentityStore store, InstantSource clock, String network) {
        OwnCertificate root = store.foundation().orElseGet(() -> {
            KeyId key = custodian.claim(KeyPurpose.FOUNDATION_CA);
            X509Certificate certificate = CertificateIssuer.foundation(
                    network,
                    custodian.publicKey(key),
                    CustodianSigner.of(custodian, key, KeyPurpose.FOUNDATION_CA),
                    clock.instant().minus(BACKDATED));
            OwnCertificate made = new OwnCertificate(key, List.of(certificate));
            store.saveFoundation(made);
            return made;
        });
        return new FoundationAuthority(custodian, clock, root, null);
    }

    /** The same authority, whose certificates say that its revocation list is at an address; null to say nothing. */
    public FoundationAuthority publishingAt(@Nullable URI url) {
        return new FoundationAuthority(custodian, clock, root, url);
    }

    /** The root certificate. */
    public X509Certificate root() {
        return root.certificate();
    }

    /** Name of the root's key. */
    public KeyId key() {
        return root.key();
    }

    /** Whether the last third of a certificate's term has begun. */
    boolean renewable(X509Certificate certificate) {
        return CertificateTerm.of(certificate).renewable(clock.instant());
    }

    /** Issues a CA certificate to a vendor. */
    public X509Certificate issueCa(EnrolmentKind kind, String name, String kvk, PublicKey key) {
        return CertificateIssuer.of(
                        root.certificate(), CustodianSigner.of(custodian, root.key(), KeyPurpose.FOUNDATION_CA))
                .publishingAt(revocationList)
                .certificateAuthority(
                        SubjectName.ofVendor(name, kind.subjectPurpose(), kvk),
                        key,
                        clock.instant().minus(BACKDATED));
    }

    /** Signs the list of all certificates that are revoked; it begins now. */
    public RevocationList revocationList(
            BigInteger number, Duration term, Collection<RevocationListIssuer.Revoked> revoked) {
        return new RevocationListIssuer(
                        root.certificate(), CustodianSigner.of(custodian, root.key(), KeyPurpose.FOUNDATION_CA))
                .issue(number, clock.instant(), term, revoked);
    }
}
