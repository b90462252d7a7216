// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.notenboom.kit.access.RequiresScope;
import io.notenboom.registry.projection.RegistryProjection;
import io.notenboom.registry.search.IndexedOrganisations;
import io.notenboom.registry.search.MatchKind;
import io.notenboom.registry.search.SearchHit;
import io.notenboom.registry.search.SearchPage;
import io.notenboom.registry.search.SearchQuery;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds care organisations by name, with typing errors. */
@Path("/registry/v1/organisations")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class OrganisationSearchResource {

    private static final int STANDARD_LIMIT = 20;
    private static final double SCORE_STEPS = 1_000;

    /** A hit. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Hit(
            String organisation,
            String name,
            @Nullable String city,
            String province,
            String vendor,
            double score,
            List<String> matched,
            String highlight) {

        static Hit of(SearchHit hit) {
            return new Hit(
                    hit.document().organisation(),
                    hit.document().name(),
                    hit.document().city(),
                    hit.document().province(),
                    hit.document().vendor(),
                    Math.round(hit.score() * SCORE_STEPS) / SCORE_STEPS,
                    hit.matched().stream().map(MatchKind::wireName).toList(),
                    hit.highlight());
        }
    }

    /** Answer: hits, and the cursor of the next page or null. */
    public record Hits(List<Hit> results, @Nullable String next) {}

    private final IndexedOrganisations search;
    private final RegistryProjection registry;
    private final InstantSource clock;

    OrganisationSearchResource(IndexedOrganisations search, RegistryProjection registry, InstantSource clock) {
        this.search = search;
        this.registry = registry;
        this.clock = clock;
    }

    /** Care organisations with a contract in force now, best hits first. */
    @GET
    @RequiresScope("registry:read")
    public Hits find(
            @QueryParam("query") @Nullable String query,
            @QueryParam("city") @Nullable String city,
            @QueryParam("endpointType") @Nullable String endpointType,
            @QueryParam("vendor") @Nullable String vendor,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        SearchQuery wanted = new SearchQuery(
                Inputs.text(query, "query", SearchQuery.MAX_TEXT),
                Inputs.optionalText(city, "city", SearchQuery.MAX_TEXT),
                endpointType == null ? null : canonical(endpointType),
                vendor == null ? null : Inputs.oid(vendor, "vendor"),
                Inputs.limit(limit, STANDARD_LIMIT, SearchQuery.MAX_LIMIT),
                Inputs.optionalText(cursor, "cursor", 100));
        try {
            SearchPage page = search.search(wanted);
            return new Hits(page.hits().stream().map(Hit::of).toList(), page.next());
        } catch (IllegalArgumentException malformed) {
            throw Problems.invalid("cursor has to be the next of an earlier page of the same query");
        }
    }

    private String canonical(String endpointType) {
        return registry.endpointTypes(clock.instant()).canonical(Inputs.urn(endpointType, "endpointType"));
    }
}
