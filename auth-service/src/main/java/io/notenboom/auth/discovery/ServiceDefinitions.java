// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.discovery;

import io.notenboom.auth.policy.PolicyDocument;
import io.notenboom.auth.policy.PolicyFinding;
import io.notenboom.auth.policy.PolicyFinding.Severity;
import io.notenboom.auth.policy.PolicySource;
import io.notenboom.trust.exchange.DefinitionLint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The definitions of discovery services in use, reloaded from their files. A file that cannot be used is reported, and what
 * was loaded from it before stays in use; a file that is gone is out of use. An id belongs to the first file (by name) that
 * has it. Safe for many threads.
 */
public final class ServiceDefinitions {

    /** What a finding names when it is about the ids that this node serves. */
    public static final String SERVED_IDS = "notenboom.auth.discovery.server-ids";

    private final PolicySource source;
    private final ServiceDefinitionReader reader;
    private final Set<String> servedIds;
    private volatile Loaded loaded = new Loaded(Map.of(), new DefinitionSet(Map.of(), Map.of(), List.of()));

    /**
     * Starts without any definition; call {@link #reload()}.
     *
     * @param source the files
     * @param servedIds services that this node is the server of
     */
    public ServiceDefinitions(PolicySource source, ServiceDefinitionReader reader, Set<String> servedIds) {
        this.source = source;
        this.reader = reader;
        this.servedIds = Set.copyOf(servedIds);
    }

    /** The definitions in use. */
    public DefinitionSet current() {
        return loaded.set();
    }

    /** Whether this node is the server of a service. */
    public boolean serves(String id) {
        return servedIds.contains(id);
    }

    /**
     * Reads the files again.
     *
     * @return the findings, if they are other ones than before; else nothing
     * @throws java.io.UncheckedIOException if the files cannot be read; nothing changes then
     */
    public synchronized List<PolicyFinding> reload() {
        Loaded before = loaded;
        Map<String, ServiceDefinition> byFile = new HashMap<>();
        Map<String, ServiceDefinition> byId = new HashMap<>();
        Map<String, String> fileById = new HashMap<>();
        List<PolicyFinding> findings = new ArrayList<>();
        for (PolicyDocument file : source.read()) {
            read(file, before, findings).ifPresent(definition -> {
                byFile.put(file.name(), definition);
                String earlier = fileById.putIfAbsent(definition.id(), file.name());
                if (earlier == null) {
                    byId.put(definition.id(), definition);
                } else {
                    findings.add(error(
                            file.name(),
                            "is not used: " + earlier + " defines the service " + definition.id() + ", too"));
                }
            });
        }
        for (String served : new TreeSet<>(servedIds)) {
            if (!byId.containsKey(served)) {
                findings.add(error(SERVED_IDS, "no file in use defines the service " + served));
            }
        }
        loaded = new Loaded(Map.copyOf(byFile), new DefinitionSet(byId, fileById, findings));
        return findings.equals(before.set().findings()) ? List.of() : List.copyOf(findings);
    }

    private Optional<ServiceDefinition> read(PolicyDocument file, Loaded before, List<PolicyFinding> findings) {
        try {
            ServiceDefinition definition = reader.read(file.text());
            List<String> unknown = ServiceDefinitionReader.unknownMembers(definition);
            if (!unknown.isEmpty()) {
                findings.add(warning(file, "has members without a meaning here: " + unknown));
            }
            DefinitionLint.check(definition.presentationDefinition())
                    .forEach(finding -> findings.add(warning(file, finding.describe())));
            return Optional.of(definition);
        } catch (ServiceDefinitionException unusable) {
            findings.add(error(file.name(), String.valueOf(unusable.getMessage())));
            return Optional.ofNullable(before.byFile().get(file.name()));
        }
    }

    private static PolicyFinding error(String file, String message) {
        return new PolicyFinding(file, Severity.ERROR, message);
    }

    private static PolicyFinding warning(PolicyDocument file, String message) {
        return new PolicyFinding(file.name(), Severity.WARNING, message);
    }

    private record Loaded(Map<String, ServiceDefinition> byFile, DefinitionSet set) {}
}
