// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.discovery.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.discovery.ServiceDefinition;
import io.notenboom.auth.discovery.ServiceDefinitions;
import io.notenboom.trust.credential.CredentialType;
import io.notenboom.trust.credential.UnverifiedCredential;
import io.notenboom.trust.exchange.MatchResult;
import io.notenboom.trust.exchange.PresentationExchange;
import io.notenboom.trust.json.StrictJson;
import io.notenboom.trust.presentation.PresentationRefusedException;
import io.notenboom.trust.presentation.UnverifiedPresentation;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Finds who takes part in services, in the copies of their lists. Safe for many threads. */
public final class DiscoverySearch {

    private final ServiceDefinitions definitions;
    private final CopyStore store;
    private final InstantSource clock;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    /** Searches these copies. */
    public DiscoverySearch(ServiceDefinitions definitions, CopyStore store, InstantSource clock) {
        this.definitions = definitions;
        this.store = store;
        this.clock = clock;
    }

    /**
     * Those of whom one credential fits all of the query.
     *
     * @param query text with wildcards by path, such as {@code credentialSubject.organization.name}; empty finds all
     * @return empty if no definition has this id
     */
    public Optional<List<Found>> search(String serviceId, Map<String, String> query) {
        return definitions.current().find(serviceId).map(service -> {
            Map<List<String>, TextPattern> patterns = new HashMap<>();
            query.forEach((path, text) -> patterns.put(Arrays.asList(path.split("\\.")), new TextPattern(text)));
            Instant now = clock.instant();
            return current(service).stream()
                    .filter(entry -> entry.expiresAt().isAfter(now))
                    .map(Listed::found)
                    .filter(found -> patterns.isEmpty()
                            || found.credentials().stream().anyMatch(credential -> fits(credential, patterns)))
                    .toList();
        });
    }

    private static boolean fits(JsonNode credential, Map<List<String>, TextPattern> patterns) {
        return patterns.entrySet().stream()
                .allMatch(pattern -> pattern.getValue().fits(credential, pattern.getKey()));
    }

    /** Presentations are read again only when the copy or the definition changed. */
    private List<Listed> current(ServiceDefinition service) {
        CopyStore.Cursor cursor = store.cursor(service.id());
        Known before = known.get(service.id());
        if (before != null && before.cursor().equals(cursor) && before.service().equals(service)) {
            return before.entries();
        }
        List<Listed> entries = new ArrayList<>();
        for (Copied copied : store.entries(service.id())) {
            if (copied.verified()) {
                read(service, copied).ifPresent(found -> entries.add(new Listed(copied.expiresAt(), found)));
            }
        }
        known.put(service.id(), new Known(service, cursor, entries));
        return entries;
    }

    /** Empty for a retraction, which presents nothing. */
    private static Optional<Found> read(ServiceDefinition service, Copied copied) {
        try {
            List<UnverifiedCredential> credentials =
                    UnverifiedPresentation.parse(copied.text()).content().credentials();
            return switch (PresentationExchange.match(service.presentationDefinition(), credentials)) {
                case MatchResult.Missing _ -> Optional.empty();
                case MatchResult.Matched matched -> {
                    Map<String, JsonNode> fields = new HashMap<>(matched.claims());
                    fields.values().removeIf(JsonNode::isNull);
                    yield credentials.isEmpty()
                            ? Optional.empty()
                            : Optional.of(new Found(
                                    copied.id(),
                                    copied.signer(),
                                    copied.text(),
                                    fields,
                                    parameters(credentials),
                                    credentials.stream()
                                            .map(UnverifiedCredential::view)
                                            .toList()));
                }
            };
        } catch (PresentationRefusedException malformed) {
            return Optional.empty();
        }
    }

    private static ObjectNode parameters(List<UnverifiedCredential> credentials) {
        ObjectNode parameters = StrictJson.newObject();
        credentials.stream()
                .filter(credential -> credential.content().types().contains(CredentialType.DISCOVERY_REGISTRATION))
                .flatMap(credential -> credential.content().subjects().stream())
                .forEach(parameters::setAll);
        parameters.remove("id");
        return parameters;
    }

    private record Known(ServiceDefinition service, CopyStore.Cursor cursor, List<Listed> entries) {

        private Known {
            entries = List.copyOf(entries);
        }
    }

    private record Listed(Instant expiresAt, Found found) {}
}
