// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.mcsd.fhir;

import io.notenboom.registry.mcsd.ResourceType;
import io.notenboom.registry.mcsd.query.Includes;
import io.notenboom.registry.mcsd.query.Parameters;
import java.time.Instant;
import java.util.Set;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.Enumerations;
import org.hl7.fhir.r4.model.Resource;

/** What the directory can do. */
public final class Capabilities {

    private Capabilities() {}

    /** The capability statement of one of this node's directories. */
    public static Resource statement(String base, Instant date, Role role) {
        CapabilityStatement statement = new CapabilityStatement();
        statement
                .setStatus(Enumerations.PublicationStatus.ACTIVE)
                .setKind(CapabilityStatement.CapabilityStatementKind.INSTANCE)
                .setFhirVersion(Enumerations.FHIRVersion._4_0_1)
                .setDateElement(new org.hl7.fhir.r4.model.DateTimeType(date.toString()));
        statement.addFormat("application/fhir+json");
        statement.addFormat("application/fhir+xml");
        role.instantiates().forEach(statement::addInstantiates);
        statement.getSoftware().setName("Notenboom");
        statement.getImplementation().setDescription(role.description()).setUrl(base);
        CapabilityStatement.CapabilityStatementRestComponent rest =
                statement.addRest().setMode(CapabilityStatement.RestfulCapabilityMode.SERVER);
        for (ResourceType type : ResourceType.values()) {
            describe(rest.addResource(), type);
        }
        return statement;
    }

    private static void describe(
            CapabilityStatement.CapabilityStatementRestResourceComponent resource, ResourceType type) {
        resource.setType(type.fhirName())
                .setVersioning(CapabilityStatement.ResourceVersionPolicy.VERSIONED)
                .setReadHistory(false);
        Set.of("read", "search-type", "history-type").stream().sorted().forEach(code -> resource.addInteraction()
                .setCode(CapabilityStatement.TypeRestfulInteraction.fromCode(code)));
        Parameters.described(type)
                .forEach((name, kind) ->
                        resource.addSearchParam().setName(name).setType(Enumerations.SearchParamType.fromCode(kind)));
        Includes.INCLUDE.stream()
                .filter(path -> path.startsWith(type.fhirName() + ":"))
                .sorted()
                .forEach(resource::addSearchInclude);
        if (type == ResourceType.ORGANIZATION) {
            Includes.REVINCLUDE.stream().sorted().forEach(resource::addSearchRevInclude);
        }
    }
}
