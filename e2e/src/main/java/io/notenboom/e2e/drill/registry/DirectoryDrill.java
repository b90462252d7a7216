// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.registry;

import io.notenboom.e2e.client.ApiClient;
import io.notenboom.e2e.client.Await;
import io.notenboom.e2e.client.StepFailure;
import io.notenboom.e2e.drill.Drill;
import io.notenboom.launcher.node.ServiceKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.Endpoint;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Resource;

/** The registry as a directory of care services (IHE mCSD). */
final class DirectoryDrill {

    private static final String BASE = "/mcsd/";
    private static final String ADMINISTRATION = "/mcsd/administration/";
    private static final String URA = "urn:oid:2.16.528.1.1007.3.3.";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int SMALL_PAGE = 2;
    private static final int PAGE = 100;

    private final RegistryNetwork network;
    private final List<String> organisations;
    private final ApiClient api;
    private final DirectoryClient client;

    DirectoryDrill(RegistryNetwork network, List<String> organisations) {
        this.network = network;
        this.organisations = organisations;
        this.api = network.vendor(1).party().administrator(ServiceKind.REGISTRY);
        this.client = new DirectoryClient(api, BASE);
    }

    void run(Drill drill) {
        if (drill.check("an update client copies the directory page by page, as JSON and as XML", this::copy)) {
            drill.check("what changes is in its next update, and nothing else", this::change);
            drill.check("an organisation with a URA number is in its vendor's own directory", this::administration);
            drill.check("searches find, include and page; what is not there is said in FHIR", this::search);
        }
    }

    private String copy() {
        CapabilityStatement statement = client.read(CapabilityStatement.class, BASE + "metadata");
        client.update(SMALL_PAGE);
        Map<String, Resource> copy = client.copy();
        for (String organisation : organisations) {
            if (organizationsWith(organisation).isEmpty()) {
                throw new StepFailure("the copy lacks " + organisation);
            }
        }
        Set<String> dangling = new TreeSet<>();
        copy.values().forEach(resource -> client.references(resource)
                .filter(reference -> !copy.containsKey(reference))
                .forEach(dangling::add));
        if (!dangling.isEmpty()) {
            throw new StepFailure("references to what is not in the directory: " + dangling);
        }
        return copy.size() + " resources in " + client.pages() + " pages of " + SMALL_PAGE + ", FHIR "
                + statement.getFhirVersion().toCode();
    }

    private List<Organization> organizationsWith(String identifier) {
        String number = identifier.substring(identifier.lastIndexOf(':') + 1);
        return client.copy().values().stream()
                .filter(Organization.class::isInstance)
                .map(Organization.class::cast)
                .filter(organization -> organization.getIdentifier().stream()
                        .anyMatch(id -> number.equals(id.getValue()) || identifier.equals(id.getValue())))
                .toList();
    }

    private String change() {
        Set<String> quiet = client.update(PAGE);
        String endpoint = network.vendor(1).endpoint(organisations.get(1), "seen-by-an-update-client");
        Set<String> changed = client.update(PAGE);
        List<String> found = client.copy().entrySet().stream()
                .filter(entry -> entry.getValue() instanceof Endpoint told
                        && told.getIdentifier().stream().anyMatch(id -> endpoint.equals(id.getValue())))
                .map(Map.Entry::getKey)
                .toList();
        if (found.size() != 1 || !changed.contains(found.getFirst())) {
            throw new StepFailure("the update has " + changed + ", but not endpoint " + endpoint);
        }
        if (changed.size() > quiet.size() + 2) {
            throw new StepFailure("one endpoint and its organisation changed, the update has " + changed);
        }
        return "changed: " + new TreeSet<>(changed);
    }

    private String administration() {
        Vendor vendor = network.vendor(1);
        String organisation = vendor.contractOf(URA + "90001234", "Kliniek De Brug");
        String endpoint = vendor.endpoint(organisation, "in-the-own-directory");
        DirectoryClient directory = new DirectoryClient(api, ADMINISTRATION);
        return Await.until("the organisation and its endpoint", PATIENCE, () -> {
            directory.update(PAGE);
            Set<String> types = directory.copy().values().stream()
                    .map(Resource::fhirType)
                    .collect(Collectors.toCollection(TreeSet::new));
            boolean there = directory.copy().values().stream()
                    .anyMatch(resource -> resource instanceof Endpoint told
                            && told.getIdentifier().stream().anyMatch(id -> endpoint.equals(id.getValue())));
            return there && directory.copy().size() == 2
                    ? Optional.of("its copy has " + types + ", none of the others' without a URA number")
                    : Optional.empty();
        });
    }

    private String search() {
        String organisation = organisations.get(1);
        String number = organisation.substring(organisation.lastIndexOf(':') + 1);
        List<Bundle> found = client.pages(
                "Organization?identifier=" + number + "&_include=Organization:endpoint&_count=" + PAGE,
                PAGE,
                BundleType.SEARCHSET);
        long matches = count(found, Bundle.SearchEntryMode.MATCH);
        long included = count(found, Bundle.SearchEntryMode.INCLUDE);
        if (matches != 1 || included == 0) {
            throw new StepFailure("identifier " + number + " finds " + matches + ", with " + included + " endpoints");
        }
        int all = client.pages("Organization?_count=" + SMALL_PAGE, SMALL_PAGE, BundleType.SEARCHSET).stream()
                .mapToInt(page -> page.getEntry().size())
                .sum();
        ApiClient.Answer missing = api.send("GET", BASE + "Organization/not-there", null);
        if (missing.status() != 404
                || !missing.body().path("resourceType").asText().equals("OperationOutcome")) {
            throw new StepFailure("a resource that does not exist is answered " + missing);
        }
        return "1 organisation with " + included + " endpoints; all " + all + " organisations in pages of "
                + SMALL_PAGE;
    }

    private static long count(List<Bundle> pages, Bundle.SearchEntryMode mode) {
        return pages.stream()
                .flatMap(page -> page.getEntry().stream())
                .filter(entry -> entry.getSearch().getMode() == mode)
                .count();
    }
}
