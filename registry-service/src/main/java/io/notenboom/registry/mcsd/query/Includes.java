// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.mcsd.query;

import io.notenboom.registry.mcsd.Directory;
import io.notenboom.registry.mcsd.DirectoryResource;
import io.notenboom.registry.mcsd.Entry;
import io.notenboom.registry.mcsd.ResourceKey;
import io.notenboom.registry.mcsd.ResourceType;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What is sent along with the resources that a search found. */
public final class Includes {

    /** Most resources that are sent along with one page. */
    public static final int MAX_INCLUDED = 1_000;

    /** References that {@code _include} follows. */
    public static final Set<String> INCLUDE = Set.of(
            "Organization:endpoint",
            "OrganizationAffiliation:endpoint",
            "OrganizationAffiliation:primary-organization",
            "OrganizationAffiliation:participating-organization",
            "Endpoint:organization",
            "Location:organization");

    /** References that {@code _revinclude} follows back. */
    public static final Set<String> REVINCLUDE = Set.of(
            "OrganizationAffiliation:primary-organization",
            "OrganizationAffiliation:participating-organization",
            "Location:organization");

    private final Directory directory;

    /** @param directory where what is included is found */
    public Includes(Directory directory) {
        this.directory = directory;
    }

    /** At most {@link #MAX_INCLUDED} and one more, none of which is among those found. */
    public Collection<Entry> of(List<Entry> found, Set<String> include, Set<String> revinclude) {
        Map<ResourceKey, Entry> included = new LinkedHashMap<>();
        for (Entry entry : found) {
            include.forEach(path -> referred(entry, path).forEach(key -> directory
                    .find(key)
                    .filter(other -> other.resource() != null)
                    .ifPresent(other -> add(included, other))));
        }
        for (String path : revinclude) {
            addReferring(included, found, path);
        }
        found.forEach(entry -> included.remove(entry.version().key()));
        return included.values();
    }

    private static void add(Map<ResourceKey, Entry> included, Entry entry) {
        if (included.size() <= MAX_INCLUDED) {
            included.put(entry.version().key(), entry);
        }
    }

    private static List<ResourceKey> referred(Entry entry, String path) {
        return switch (entry.resource()) {
            case DirectoryResource.CareOrganisation care when path.equals("Organization:endpoint") -> care.endpoints();
            case DirectoryResource.ServiceEndpoint endpoint
            when path.equals("Endpoint:organization") ->
                List.of(endpoint.vendor().key());
            case DirectoryResource.Affiliation affiliation ->
                switch (path) {
                    case "OrganizationAffiliation:endpoint" -> affiliation.endpoints();
                    case "OrganizationAffiliation:primary-organization" -> List.of(affiliation.organisation());
                    case "OrganizationAffiliation:participating-organization" -> List.of(affiliation.vendor());
                    default -> List.of();
                };
            case null, default -> List.of();
        };
    }

    private void addReferring(Map<ResourceKey, Entry> included, List<Entry> found, String path) {
        if (!path.startsWith(ResourceType.ORGANIZATION_AFFILIATION.fhirName() + ":")) {
            return;
        }
        Set<ResourceKey> targets =
                found.stream().map(entry -> entry.version().key()).collect(Collectors.toSet());
        for (Entry other : directory.after(ResourceType.ORGANIZATION_AFFILIATION, "")) {
            if (referred(other, path).stream().anyMatch(targets::contains)) {
                add(included, other);
            }
        }
    }
}
