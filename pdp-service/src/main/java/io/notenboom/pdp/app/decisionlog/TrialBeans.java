// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app.decisionlog;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.api.decisionlog.ShadowResource;
import io.notenboom.pdp.decision.FlowsOutcome;
import io.notenboom.pdp.flow.FlowReplica;
import io.notenboom.pdp.flow.Party;
import io.notenboom.pdp.pep.PepRegister;
import io.notenboom.pdp.pep.ScopeSides;
import io.notenboom.pdp.profile.UseCaseProfile;
import io.notenboom.pdp.request.ResourceId;
import io.notenboom.pdp.trial.ShadowDecisions;
import io.notenboom.pdp.trial.TrialReader;
import io.notenboom.pdp.trial.TrialReader.TrialPep;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Makes what decides without effect. */
final class TrialBeans {

    @Produces
    @Singleton
    TrialReader trials(ScopeSides sides, PepRegister peps, FlowReplica flows, InstantSource clock) {
        return new TrialReader(new TrialReader.Surroundings() {
            @Override
            public Optional<TrialPep> pep(String id) {
                return peps.find(id)
                        .map(pep -> new TrialPep(
                                pep.grammar(),
                                pep.standing().subject(),
                                pep.standing().audience(),
                                pep.standing().profile()));
            }

            @Override
            public boolean opensBothSides(String pepId, Optional<UseCaseProfile> instead) {
                return instead.isPresent()
                        ? peps.find(pepId)
                                .flatMap(pep -> sides.conflict(pep, instead.get()))
                                .isPresent()
                        : sides.broken(pepId);
            }

            @Override
            public Optional<UseCaseProfile> profile(String name) {
                return sides.profiles().find(name);
            }

            @Override
            public FlowsOutcome flows(String subject, Party client, ResourceId resource) {
                return flows.fresh()
                        ? new FlowsOutcome.Known(flows.concerning(subject, client, resource, clock.instant()))
                        : new FlowsOutcome.Unavailable();
            }

            @Override
            public Instant now() {
                return clock.instant();
            }
        });
    }

    @Produces
    @Singleton
    ShadowResource.Shadow shadowShown(ShadowDecisions decisions, ShadowFolder folder) {
        return new ShadowResource.Shadow(decisions, () -> shown(folder.loaded()));
    }

    private static ObjectNode shown(ShadowFolder.Loaded loaded) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ObjectNode profiles = json.putObject("profiles");
        new TreeMap<>(loaded.profiles()).forEach((name, profile) -> profiles.put(name, profile.version()));
        ObjectNode faults = json.putObject("faults");
        for (Map.Entry<String, String> fault : new TreeMap<>(loaded.faults()).entrySet()) {
            faults.put(fault.getKey(), fault.getValue());
        }
        return json;
    }
}
