// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.mcsd.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Resource;

/**
 * A client that keeps a copy of a directory as Dutch update clients do: six types in order, changes since what the first page
 * of the last time told, the first of several versions of a resource counts, references have to be {@code Type/id}.
 */
final class UpdateClient {

    private static final List<String> TYPES =
            List.of("Organization", "Endpoint", "Location", "HealthcareService", "PractitionerRole", "Practitioner");

    private final DirectoryNode directory;
    private final Map<String, String> since = new LinkedHashMap<>();
    private final Map<String, Resource> copy = new TreeMap<>();
    private int entries;

    UpdateClient(DirectoryNode directory) {
        this.directory = directory;
    }

    /** What it has, by {@code Type/id}. */
    Map<String, Resource> copy() {
        return copy;
    }

    /** Entries of the last update. */
    int entries() {
        return entries;
    }

    void update() {
        entries = 0;
        TYPES.forEach(this::update);
    }

    private void update(String type) {
        String last = since.get(type);
        Bundle page = directory.get(type + "/_history?" + (last == null ? "" : "_since=" + last + "&") + "_count=100");
        since.put(type, page.getMeta().getLastUpdatedElement().getValueAsString());
        Set<String> seen = new HashSet<>();
        while (true) {
            assertThat(page.getType()).isEqualTo(Bundle.BundleType.HISTORY);
            assertThat(page.getMeta().getLastUpdatedElement().getValueAsString())
                    .isEqualTo(since.get(type));
            page.getEntry().forEach(entry -> take(entry, type, seen));
            if (page.getLink(Bundle.LINK_NEXT) == null) {
                return;
            }
            page = directory.get(page.getLink(Bundle.LINK_NEXT).getUrl());
        }
    }

    private void take(Bundle.BundleEntryComponent entry, String type, Set<String> seen) {
        entries++;
        String reference = entry.getRequest().getUrl();
        assertThat(reference).matches(type + "/[A-Za-z0-9.-]{1,64}");
        assertThat(entry.getFullUrl()).isEqualTo(DirectoryNode.BASE + "/" + reference);
        assertThat(entry.getResponse().getStatus()).isNotBlank();
        assertThat(entry.getResponse().getEtag()).matches("W/\"[0-9]+\"");
        if (!seen.add(reference)) {
            return;
        }
        if (entry.getRequest().getMethod() == Bundle.HTTPVerb.DELETE) {
            assertThat(entry.getResource()).isNull();
            copy.remove(reference);
        } else {
            assertThat(entry.getResource().getMeta().getLastUpdated()).isNotNull();
            copy.put(reference, entry.getResource());
        }
    }
}
