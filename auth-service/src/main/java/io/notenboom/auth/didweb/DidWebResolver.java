// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.didweb;

import io.notenboom.auth.cache.ExpiringCache;
import io.notenboom.auth.subject.OwnDid;
import io.notenboom.auth.subject.PublicUrl;
import io.notenboom.auth.subject.Subjects;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.did.DidDocument;
import io.notenboom.trust.did.DidDocumentReader;
import io.notenboom.trust.did.DidResolutionException;
import io.notenboom.trust.did.DidResolutionException.Reason;
import io.notenboom.trust.did.DidResolver;
import io.notenboom.trust.did.DidSyntaxException;
import io.notenboom.trust.did.DidWeb;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Resolves did:web. Own DIDs come from the store, never over HTTP, and are never cached. Documents of others are kept for 5
 * minutes; when their host is unavailable a copy of at most one hour serves for verification. A failure is remembered for 10
 * seconds. One fetch at a time per DID.
 */
public final class DidWebResolver implements DidResolver {

    private static final Duration FRESH = Duration.ofMinutes(5);
    private static final Duration STALE = Duration.ofHours(1);
    private static final Duration FAILED = Duration.ofSeconds(10);
    private static final int CAPACITY = 2000;

    private final Subjects subjects;
    private final URI ownOrigin;
    private final DidDocumentFetcher fetcher;
    private final InstantSource clock;
    private final ExpiringCache<Did, DidDocument> fresh;
    private final ExpiringCache<Did, DidDocument> stale;
    private final ExpiringCache<Did, Reason> failed;
    private final ConcurrentHashMap<Did, ReentrantLock> inFlight = new ConcurrentHashMap<>();

    /** Resolves own DIDs through the subjects and others through the fetcher. */
    public DidWebResolver(Subjects subjects, PublicUrl publicUrl, DidDocumentFetcher fetcher, InstantSource clock) {
        this.subjects = subjects;
        this.ownOrigin = URI.create(publicUrl.value());
        this.fetcher = fetcher;
        this.clock = clock;
        this.fresh = new ExpiringCache<>(CAPACITY, clock);
        this.stale = new ExpiringCache<>(CAPACITY, clock);
        this.failed = new ExpiringCache<>(CAPACITY, clock);
    }

    @Override
    public DidDocument resolve(Did did) throws DidResolutionException {
        return resolve(did, true);
    }

    /** The same, with the same cache, but an unavailable host is a failure at once. For everything but verifying signatures. */
    public DidResolver withoutStaleCopies() {
        return did -> resolve(did, false);
    }

    private DidDocument resolve(Did did, boolean staleWillDo) throws DidResolutionException {
        DidWeb web = parse(did);
        if (web.sameOrigin(ownOrigin)) {
            return ownDocument(did);
        }
        Optional<DidDocument> cached = fresh.get(did);
        return cached.isPresent() ? cached.get() : fetchOnce(web, staleWillDo);
    }

    private static DidWeb parse(Did did) throws DidResolutionException {
        try {
            return DidWeb.parse(did);
        } catch (DidSyntaxException invalid) {
            throw new DidResolutionException(Reason.INVALID_DID, invalid);
        }
    }

    private DidDocument ownDocument(Did did) throws DidResolutionException {
        OwnDid own = subjects.ownDid(did).orElseThrow(() -> new DidResolutionException(Reason.NOT_FOUND));
        if (!own.isActive()) {
            throw new DidResolutionException(Reason.DEACTIVATED);
        }
        return subjects.document(own);
    }

    private DidDocument fetchOnce(DidWeb web, boolean staleWillDo) throws DidResolutionException {
        ReentrantLock lock = inFlight.computeIfAbsent(web.did(), _ -> new ReentrantLock());
        lock.lock();
        try {
            Optional<DidDocument> cached = fresh.get(web.did());
            return cached.isPresent() ? cached.get() : fetch(web, staleWillDo);
        } finally {
            inFlight.remove(web.did(), lock);
            lock.unlock();
        }
    }

    private DidDocument fetch(DidWeb web, boolean staleWillDo) throws DidResolutionException {
        Did did = web.did();
        try {
            Optional<Reason> recent = failed.get(did);
            if (recent.isPresent()) {
                throw new DidResolutionException(recent.get());
            }
            DidDocument document = DidDocumentReader.read(did, fetcher.fetch(web.documentUrl()));
            fresh.put(did, document, clock.instant().plus(FRESH));
            stale.put(did, document, clock.instant().plus(STALE));
            return document;
        } catch (DidResolutionException failure) {
            return afterFailure(did, failure, staleWillDo);
        }
    }

    private DidDocument afterFailure(Did did, DidResolutionException failure, boolean staleWillDo)
            throws DidResolutionException {
        if (failed.get(did).isEmpty()) {
            failed.put(did, failure.reason(), clock.instant().plus(FAILED));
        }
        if (failure.reason() != Reason.UNAVAILABLE) {
            stale.remove(did);
            throw failure;
        }
        return stale.get(did).filter(_ -> staleWillDo).orElseThrow(() -> failure);
    }
}
