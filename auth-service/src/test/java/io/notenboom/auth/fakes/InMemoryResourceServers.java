// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.fakes;

import io.notenboom.auth.resourceserver.ResourceServer;
import io.notenboom.auth.resourceserver.ResourceServerStore;
import io.notenboom.auth.subject.SubjectId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** Resource servers in memory. */
public final class InMemoryResourceServers implements ResourceServerStore {

    private final Map<String, ResourceServer> servers = new ConcurrentHashMap<>();

    @Override
    public boolean add(ResourceServer server) {
        return servers.putIfAbsent(key(server.subject(), server.id()), server) == null;
    }

    @Override
    public Optional<ResourceServer> find(SubjectId subject, String id) {
        return Optional.ofNullable(servers.get(key(subject, id)));
    }

    @Override
    public Optional<ResourceServer> update(SubjectId subject, String id, UnaryOperator<ResourceServer> change) {
        return Optional.ofNullable(servers.computeIfPresent(key(subject, id), (_, server) -> change.apply(server)));
    }

    @Override
    public boolean remove(SubjectId subject, String id) {
        return servers.remove(key(subject, id)) != null;
    }

    @Override
    public List<ResourceServer> of(SubjectId subject) {
        return servers.values().stream()
                .filter(server -> server.subject().equals(subject))
                .sorted(Comparator.comparing(ResourceServer::id))
                .toList();
    }

    private static String key(SubjectId subject, String id) {
        return subject.value() + " " + id;
    }
}
