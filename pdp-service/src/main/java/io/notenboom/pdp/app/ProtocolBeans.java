// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app;

import io.notenboom.pdp.api.authzen.MetadataResource;
import io.notenboom.pdp.authzen.NodePolicy;
import io.notenboom.pdp.fhir.CustomerFhirServer;
import io.notenboom.pdp.flow.FlowRegister;
import io.notenboom.pdp.flow.FlowReplica;
import io.notenboom.pdp.id.SortableIds;
import io.notenboom.pdp.pep.PepRegister;
import io.notenboom.pdp.pep.RequestAuthorization;
import io.notenboom.pdp.pip.PipRows;
import io.notenboom.pdp.profile.ProfileCatalogue;
import io.notenboom.pdp.transfer.FhirSettings;
import io.notenboom.pdp.transfer.SenderIdentity;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes what the decision protocols need beside the decision. */
final class ProtocolBeans {

    @Produces
    @Singleton
    NodePolicy nodePolicy(
            PepRegister peps,
            ProfileCatalogue profiles,
            FlowReplica flows,
            RequestAuthorization authorization,
            InstantSource clock) {
        return new NodePolicy(peps, profiles, flows, authorization, clock);
    }

    @Produces
    @Singleton
    PipRows.Outside pipOutside(CustomerFhirServer fhir, FhirSettings settings, SenderIdentity identity) {
        return new PipRows.Outside(fhir, settings, identity);
    }

    @Produces
    @Singleton
    PipRows pipRows(
            PepRegister peps,
            ProfileCatalogue profiles,
            PipRows.Outside outside,
            FlowRegister flows,
            FlowReplica replica,
            PipRows.Making making) {
        return new PipRows(peps, profiles, outside, flows, replica, making);
    }

    @Produces
    @Singleton
    PipRows.Making pipMaking(SortableIds ids, InstantSource clock) {
        return new PipRows.Making(ids, clock);
    }

    @Produces
    @Singleton
    MetadataResource.BaseUrl baseUrl(
            PdpConfig config,
            @ConfigProperty(name = "quarkus.http.host") String host,
            @ConfigProperty(name = "quarkus.http.port") int port) {
        String url = config.baseUrl()
                .orElseGet(() -> "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port);
        return new MetadataResource.BaseUrl(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
    }
}
