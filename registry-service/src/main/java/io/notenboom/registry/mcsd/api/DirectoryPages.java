// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.mcsd.api;

import io.notenboom.registry.mcsd.Directory;
import io.notenboom.registry.mcsd.Entry;
import io.notenboom.registry.mcsd.ResourceType;
import io.notenboom.registry.mcsd.Version;
import io.notenboom.registry.mcsd.fhir.Bundles;
import io.notenboom.registry.mcsd.query.DirectorySearch;
import io.notenboom.registry.mcsd.query.Includes;
import io.notenboom.registry.mcsd.query.InvalidSearchException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/**
 * Pages of searches and histories. A history has the newest version of each resource only. A cursor of a history names the
 * change that its page ended with and the time that the first page told; what changes between two pages comes with the next
 * {@code _since}, which is that time.
 */
final class DirectoryPages {

    private static final String HISTORY_CURSOR = "[0-9]{1,18}-[0-9]{1,15}";
    private static final Set<String> HISTORY_PARAMETERS = Set.of("_since", "_count", "_format", "_cursor", "_pretty");

    private final Directory directory;
    private final Bundles bundles;
    private final Includes includes;
    private final String base;

    DirectoryPages(Directory directory, String base) {
        this.directory = directory;
        this.base = base;
        this.bundles = new Bundles(base);
        this.includes = new Includes(directory);
    }

    Resource search(ResourceType type, FhirRequest request, boolean strict) {
        DirectorySearch search = read(type, request);
        if (strict && !search.ignored().isEmpty()) {
            throw FhirRefusal.invalid("these parameters are not known here: " + String.join(", ", search.ignored()));
        }
        int count = request.count();
        String cursor = request.one("_cursor");
        List<Entry> found = search.page(directory, cursor == null ? "" : FhirRequest.id(cursor), count);
        List<Entry> page = found.subList(0, Math.min(count, found.size()));
        Collection<Entry> included = includes.of(page, search.include(), search.revinclude());
        List<Entry> sent = included.stream().limit(Includes.MAX_INCLUDED).toList();
        String next = found.size() > count ? page.getLast().version().key().id() : null;
        return bundles.searchset(
                page,
                sent,
                search.total(directory),
                directory.lastChange(),
                links(type.fhirName(), request, next, List.copyOf(search.ignored())),
                included.size() > sent.size() ? "more could be included than is sent; ask for smaller pages" : null);
    }

    private static DirectorySearch read(ResourceType type, FhirRequest request) {
        try {
            return DirectorySearch.of(type, request.parameters());
        } catch (InvalidSearchException invalid) {
            throw FhirRefusal.invalid(String.valueOf(invalid.getMessage()));
        }
    }

    private Map<String, String> links(String path, FhirRequest request, @Nullable String next, List<String> left) {
        Map<String, String> links = new LinkedHashMap<>();
        String address = base + "/" + path;
        links.put("self", request.address(address, request.one("_cursor"), left));
        if (next != null) {
            links.put("next", request.address(address, next, left));
        }
        return links;
    }

    Resource history(ResourceType type, FhirRequest request, boolean strict) {
        List<String> unknown = request.parameters().keySet().stream()
                .filter(name -> !HISTORY_PARAMETERS.contains(name))
                .toList();
        if (strict && !unknown.isEmpty()) {
            throw FhirRefusal.invalid("a history knows _since and _count, not " + String.join(", ", unknown));
        }
        Instant since = request.since();
        int count = request.count();
        Place place = place(request.one("_cursor"));
        List<Entry> page = new ArrayList<>();
        int total = 0;
        boolean more = false;
        for (Entry entry : directory.changesBelow(Long.MAX_VALUE)) {
            Version version = entry.version();
            if (since != null && version.lastUpdated().isBefore(since)) {
                break; // times only get older from here on
            }
            if (version.key().type() == type) {
                total++;
                if (version.number() < place.below()) {
                    more |= page.size() == count;
                    if (page.size() < count) {
                        page.add(entry);
                    }
                }
            }
        }
        String next =
                more ? page.getLast().version().number() + "-" + place.told().toEpochMilli() : null;
        return bundles.history(page, total, place.told(), links(type.fhirName() + "/_history", request, next, unknown));
    }

    private record Place(long below, Instant told) {}

    private Place place(@Nullable String cursor) {
        if (cursor == null) {
            return new Place(Long.MAX_VALUE, directory.lastChange());
        }
        if (!cursor.matches(HISTORY_CURSOR)) {
            throw FhirRefusal.invalid("_cursor has to be that of a next link");
        }
        int dash = cursor.indexOf('-');
        return new Place(
                Long.parseLong(cursor.substring(0, dash)),
                Instant.ofEpochMilli(Long.parseLong(cursor.substring(dash + 1))));
    }
}
