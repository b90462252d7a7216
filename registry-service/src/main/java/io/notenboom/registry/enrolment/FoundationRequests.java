// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.enrolment;

import io.notenboom.registry.certificate.CertificateTerm;
import io.notenboom.trust.secret.Secret;
import io.notenboom.trust.x509.CertificateRequests;
import io.notenboom.trust.x509.Fingerprints;
import io.notenboom.trust.x509.Pem;
import io.notenboom.trust.x509.UnfitCertificateInputException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The Foundation's side of enrolment (seed: "A Nuts administrator accepts the CSR and issues the … CA certificate"). Safe for
 * many threads in one process.
 */
public final class FoundationRequests {

    /** The most requests that may wait for review. */
    public static final int MAX_PENDING = 1_000;

    private static final int MAX_NAME = 64;
    private static final Pattern KVK = Pattern.compile("[0-9]{8}");
    private static final Pattern ID = Pattern.compile("[0-9a-f-]{36}");

    private final EnrolmentRequestStore store;
    private final FoundationAuthority authority;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    /** Wires the parts. */
    public FoundationRequests(EnrolmentRequestStore store, FoundationAuthority authority, InstantSource clock) {
        this.store = store;
        this.authority = authority;
        this.clock = clock;
    }

    /**
     * Takes a request in. A request with the key and kind of an earlier one, by the same vendor, is the earlier one: it gets
     * a further token.
     *
     * @param csr PEM; its signature, key, organisation (O) and serialNumber are checked
     * @param name name of the vendor, equal to O
     * @param kvk 8 digits, equal to serialNumber
     */
    public synchronized RequestOutcome submit(EnrolmentKind kind, String csr, String name, String kvk) {
        if (name.isBlank() || name.length() > MAX_NAME || !KVK.matcher(kvk).matches()) {
            return new RequestOutcome.Unacceptable("give a name of 1 to 64 characters and a kvk of 8 digits");
        }
        CertificateRequests.CheckedRequest request;
        try {
            request = CertificateRequests.check(csr);
        } catch (UnfitCertificateInputException e) {
            return new RequestOutcome.Unacceptable(
                    "give a PKCS #10 request in PEM form, signed with its own EC key on P-256 or better, with a subject of CN,"
                            + " O, C and serialNumber");
        }
        if (!request.subject().organization().equals(name)
                || !request.subject().kvk().equals(kvk)) {
            return new RequestOutcome.Unacceptable(
                    "the subject of the request has to hold O equal to the name and serialNumber equal to the kvk");
        }
        String fingerprint = Fingerprints.ofKey(request.publicKey());
        List<EnrolmentRequest> all = store.all();
        Optional<EnrolmentRequest> same = all.stream()
                .filter(known -> standsFor(known)
                        && known.kind() == kind
                        && known.fingerprint().equals(fingerprint)
                        && known.name().equals(name)
                        && known.kvk().equals(kvk))
                .findFirst();
        long pending = all.stream()
                .filter(known -> known.status() == EnrolmentStatus.PENDING)
                .count();
        if (same.isEmpty() && pending >= MAX_PENDING) {
            return new RequestOutcome.Full();
        }
        Secret token = newToken();
        EnrolmentRequest stored = same.map(known -> known.withToken(hash(token)))
                .orElseGet(() -> newRequest(kind, csr, name, kvk, fingerprint, token));
        store.save(stored);
        return new RequestOutcome.Received(stored, token);
    }

    /** Whether a request that comes again is this one; a certificate that ends soon is asked for anew. */
    private boolean standsFor(EnrolmentRequest known) {
        return switch (known.status()) {
            case PENDING, CREATED -> true;
            case REFUSED, REVOKED -> false;
            case ACCEPTED ->
                known.certificate() == null
                        || !CertificateTerm.of(Pem.readFirstCertificate(known.certificate()))
                                .renewable(clock.instant());
        };
    }

    private EnrolmentRequest newRequest(
            EnrolmentKind kind, String csr, String name, String kvk, String fingerprint, Secret token) {
        return new EnrolmentRequest(
                UUID.randomUUID().toString(),
                kind,
                name,
                kvk,
                csr,
                fingerprint,
                List.of(hash(token)),
                EnrolmentStatus.PENDING,
                null,
                List.of(),
                null,
                now(),
                null);
    }

    private String now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private Secret newToken() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    private static String hash(Secret token) {
        try {
            byte[] bytes = token.reveal().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** A request, for the one who holds its token; empty without it, as if there were none. */
    public synchronized Optional<EnrolmentRequest> outcome(String id, Secret token) {
        byte[] given = hash(token).getBytes(StandardCharsets.US_ASCII);
        return find(id).filter(request -> request.tokenHashes().stream()
                .map(known -> MessageDigest.isEqual(given, known.getBytes(StandardCharsets.US_ASCII)))
                .reduce(false, Boolean::logicalOr));
    }

    private Optional<EnrolmentRequest> find(String id) {
        return ID.matcher(id).matches() ? store.find(id) : Optional.empty();
    }

    /** All requests, oldest first. */
    public synchronized List<EnrolmentRequest> list() {
        return store.all();
    }

    /** Issues the certificate. Accepting again changes nothing. */
    public synchronized ReviewOutcome accept(String id) {
        Optional<EnrolmentRequest> found = find(id);
        if (found.isEmpty()) {
            return new ReviewOutcome.Unknown();
        }
        EnrolmentRequest request = found.get();
        return switch (request.status()) {
            case ACCEPTED -> new ReviewOutcome.Done(request);
            case REFUSED, REVOKED -> new ReviewOutcome.DecidedOtherwise(request);
            case PENDING, CREATED -> {
                X509Certificate issued = authority.issueCa(
                        request.kind(),
                        request.name(),
                        request.kvk(),
                        CertificateRequests.check(request.csr()).publicKey());
                EnrolmentRequest accepted = request.accept(Pem.write(issued), List.of(Pem.write(authority.root())));
                store.save(accepted);
                yield new ReviewOutcome.Done(accepted);
            }
        };
    }

    /** Refuses. Refusing again changes nothing. */
    public synchronized ReviewOutcome refuse(String id, String reason) {
        Optional<EnrolmentRequest> found = find(id);
        if (found.isEmpty()) {
            return new ReviewOutcome.Unknown();
        }
        EnrolmentRequest request = found.get();
        return switch (request.status()) {
            case REFUSED -> new ReviewOutcome.Done(request);
            case ACCEPTED, REVOKED -> new ReviewOutcome.DecidedOtherwise(request);
            case PENDING, CREATED -> {
                EnrolmentRequest refused = request.refuse(reason);
                store.save(refused);
                yield new ReviewOutcome.Done(refused);
            }
        };
    }

    /** Revokes the certificate that was issued. Revoking again changes nothing. */
    public synchronized ReviewOutcome revoke(String id, String reason) {
        Optional<EnrolmentRequest> found = find(id);
        if (found.isEmpty()) {
            return new ReviewOutcome.Unknown();
        }
        EnrolmentRequest request = found.get();
        return switch (request.status()) {
            case REVOKED -> new ReviewOutcome.Done(request);
            case PENDING, CREATED, REFUSED -> new ReviewOutcome.DecidedOtherwise(request);
            case ACCEPTED -> {
                EnrolmentRequest revoked = request.revoke(reason, now());
                store.save(revoked);
                yield new ReviewOutcome.Done(revoked);
            }
        };
    }
}
