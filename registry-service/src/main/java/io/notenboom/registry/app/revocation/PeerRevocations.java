// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app.revocation;

import io.notenboom.kit.revocation.Denylists;
import io.notenboom.kit.revocation.RevocationLists;
import io.notenboom.kit.revocation.TrustDomain;
import io.notenboom.registry.revocation.FoundationRevocations;
import io.notenboom.registry.revocation.RevocationRule;
import io.notenboom.trust.x509.RevocationList;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Keeps peers out whose node CA the Foundation revoked by its revocation list, and those
 * whose certificate or node CA is on a denylist that this node follows. The Foundation's own
 * node knows the revocation list as it makes it, others fetch it. Safe for many threads.
 */
public final class PeerRevocations implements Predicate<X509Certificate>, AutoCloseable {

    /**
     * What peers are judged by; equal as long as nothing changed for them.
     *
     * @param list number of the newest known list; empty without one
     * @param overdue whether a list has been missing for so long that nobody gets in
     * @param denylists how the denylists stand
     */
    public record Standing(String list, boolean overdue, Denylists.Standing denylists) {}

    private final X509Certificate root;
    private final @Nullable FoundationRevocations own;
    private final RevocationLists lists;
    private final Denylists denylists;
    private final InstantSource clock;
    private final Instant started;
    private volatile RevocationRule rule;

    /**
     * Knows of no list before {@link #watch}, unless it is the Foundation's.
     *
     * @param own on the Foundation's node
     */
    public PeerRevocations(
            X509Certificate root,
            @Nullable FoundationRevocations own,
            RevocationLists lists,
            Denylists denylists,
            InstantSource clock) {
        this.root = root;
        this.own = own;
        this.lists = lists;
        this.denylists = denylists;
        this.clock = clock;
        this.started = clock.instant();
        this.rule = own == null ? RevocationRule.NONE : RevocationRule.REQUIRED;
    }

    /** Fetches the list from an address from now on. The Foundation's node fetches none. */
    public void watch(URI url, RevocationRule wanted) {
        if (own == null) {
            lists.watch(root, url);
            rule = wanted;
        }
    }

    /** Begins to fetch what is due. */
    public void start() {
        if (own == null) {
            lists.start();
        }
    }

    /** The newest known list; it may have ended. */
    public Optional<RevocationList> list() {
        return own == null ? lists.of(root) : Optional.of(own.current());
    }

    /** Whether a certificate is refused; the revocation list tells of those only that the Foundation itself issued. */
    @Override
    public boolean test(X509Certificate certificate) {
        return denylists.refuses(certificate, TrustDomain.PEERS) || isRevoked(certificate);
    }

    private boolean isRevoked(X509Certificate certificate) {
        return certificate.getIssuerX500Principal().equals(root.getSubjectX500Principal())
                && rule.refuses(certificate, list(), started, clock.instant());
    }

    /** How peers are judged now. */
    public Standing standing() {
        Optional<RevocationList> list = list();
        return new Standing(
                list.map(known -> known.number().toString()).orElse(""),
                rule.overdue(list, started, clock.instant()),
                denylists.standing());
    }

    @Override
    public void close() {
        lists.close();
    }
}
