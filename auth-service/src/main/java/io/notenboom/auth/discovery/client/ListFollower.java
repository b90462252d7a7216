// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.discovery.client;

import io.notenboom.auth.discovery.DiscoveryServerException;
import io.notenboom.auth.discovery.DiscoveryServers;
import io.notenboom.auth.discovery.EntryPage;
import io.notenboom.auth.discovery.Registration;
import io.notenboom.auth.discovery.RegistrationRefusedException;
import io.notenboom.auth.discovery.RegistrationRules;
import io.notenboom.auth.discovery.ServiceDefinition;
import io.notenboom.auth.discovery.client.CopyStore.Cursor;
import io.notenboom.trust.did.DidUrl;
import io.notenboom.trust.presentation.PresentationContent;
import io.notenboom.trust.presentation.PresentationRefusedException;
import io.notenboom.trust.presentation.UnverifiedPresentation;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Copies the list of a service: what is new since the copy was made, or all of it when the list has another seed. An entry is
 * shown when it fulfils the rules, and for as long as it does.
 */
public final class ListFollower {

    private static final int MAX_PAGES = 1000;
    private static final int MAX_ENTRIES = 50_000;

    private final DiscoveryServers servers;
    private final RegistrationRules rules;
    private final CopyStore store;
    private final InstantSource clock;

    /** Copies from these servers into this store. */
    public ListFollower(DiscoveryServers servers, RegistrationRules rules, CopyStore store, InstantSource clock) {
        this.servers = servers;
        this.rules = rules;
        this.store = store;
        this.clock = clock;
    }

    /**
     * Brings the copy of a service up to date, and checks everything in it again.
     *
     * @return how many entries are verified, retractions among them
     * @throws DiscoveryServerException if the server has no usable answer; what was copied before is checked all the same
     */
    public int follow(ServiceDefinition service) throws DiscoveryServerException {
        try {
            copy(service);
        } catch (DiscoveryServerException failed) {
            check(service);
            throw failed;
        }
        return check(service);
    }

    private void copy(ServiceDefinition service) throws DiscoveryServerException {
        for (int page = 0; page < MAX_PAGES; page++) {
            Cursor cursor = store.cursor(service.id());
            EntryPage answer = servers.list(service, cursor.timestamp());
            boolean another = !answer.seed().equals(cursor.seed()) || answer.timestamp() < cursor.timestamp();
            if (another) {
                store.reset(service.id(), cursor.at(answer.seed(), 0));
                if (cursor.timestamp() > 0) {
                    continue;
                }
                cursor = store.cursor(service.id());
            }
            List<Copied> copied = new ArrayList<>();
            answer.entries().tailMap(cursor.timestamp() + 1).forEach((timestamp, text) -> read(timestamp, text)
                    .ifPresent(copied::add));
            if (answer.timestamp() == cursor.timestamp()) {
                return;
            }
            store.save(service.id(), cursor.at(answer.seed(), answer.timestamp()), copied, List.of());
        }
    }

    /** An entry, if it is a presentation at all; nothing of it is believed yet. */
    private static Optional<Copied> read(long timestamp, String text) {
        try {
            UnverifiedPresentation presentation = UnverifiedPresentation.parse(text);
            PresentationContent content = presentation.content();
            String id = content.id();
            Instant expiresAt = content.expiresAt();
            Optional<DidUrl> key = presentation.signingMethod();
            return id == null || expiresAt == null || key.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Copied(timestamp, key.get().did(), id, expiresAt, false, text));
        } catch (PresentationRefusedException malformed) {
            return Optional.empty();
        }
    }

    /**
     * Checks everything again, in the order of the list: a newer entry takes the place of an older one of the same signer once
     * it is verified, so that nobody is pushed out by what is forged. What could not be checked stays as it is.
     */
    private int check(ServiceDefinition service) {
        Instant now = clock.instant();
        Map<String, Copied> bySigner = new HashMap<>();
        List<Copied> put = new ArrayList<>();
        List<Copied> removed = new ArrayList<>();
        List<Copied> entries = store.entries(service.id());
        for (Copied entry : entries.subList(0, Math.min(entries.size(), MAX_ENTRIES))) {
            Judgement judgement = judge(service, entry, now);
            if (judgement == Judgement.BAD) {
                removed.add(entry);
            } else if (judgement == Judgement.GOOD || entry.verified()) {
                Copied verified = entry.asVerified();
                if (!entry.verified()) {
                    put.add(verified);
                }
                Copied older = bySigner.put(entry.signer().value(), verified);
                if (older != null) {
                    put.remove(older);
                    removed.add(older);
                }
            }
        }
        if (!put.isEmpty() || !removed.isEmpty()) {
            Cursor cursor = store.cursor(service.id());
            store.save(service.id(), cursor.at(cursor.seed(), cursor.timestamp()), put, removed);
        }
        return bySigner.size();
    }

    private Judgement judge(ServiceDefinition service, Copied entry, Instant now) {
        if (!entry.expiresAt().isAfter(now)) {
            return Judgement.BAD;
        }
        try {
            Registration registration = rules.check(service, entry.text(), now);
            return registration.id().equals(entry.id()) ? Judgement.GOOD : Judgement.BAD;
        } catch (RegistrationRefusedException refused) {
            return refused.isTemporary() ? Judgement.OPEN : Judgement.BAD;
        }
    }

    /** What is to become of an entry. */
    private enum Judgement {
        GOOD,
        BAD,
        OPEN
    }
}
