// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app.flow;

import io.notenboom.kit.audit.AuditLog;
import io.notenboom.kit.audit.AuditRecord;
import io.notenboom.kit.bus.EventBus;
import io.notenboom.kit.customer.NodeConfig;
import io.notenboom.kit.problem.RequestId;
import io.notenboom.pdp.api.flow.FlowImportResource;
import io.notenboom.pdp.app.PdpConfig;
import io.notenboom.pdp.fhir.CustomerFhirServer;
import io.notenboom.pdp.flow.Flow;
import io.notenboom.pdp.flow.FlowEvents;
import io.notenboom.pdp.flow.FlowRegister;
import io.notenboom.pdp.flow.FlowReplica;
import io.notenboom.pdp.flow.FlowStore;
import io.notenboom.pdp.flow.replica.FlowFollower;
import io.notenboom.pdp.flow.replica.FlowSnapshot;
import io.notenboom.pdp.flow.replica.Retention;
import io.notenboom.pdp.id.SortableIds;
import io.notenboom.pdp.profile.UseCaseProfile;
import io.notenboom.pdp.store.disk.FileFlowSnapshot;
import io.notenboom.pdp.store.redis.RedisStores;
import io.notenboom.pdp.transfer.FhirSettings;
import io.notenboom.pdp.transfer.SenderIdentity;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Map;

/** Makes the parts of flows: store, replica with its copy on disk, register, and what keeps them equal. */
final class FlowBeans {

    @Produces
    @Singleton
    Retention retention(PdpConfig config) {
        return new Retention(config.flows().retention());
    }

    @Produces
    @Singleton
    FlowStore flowStore(RedisStores stores, Retention retention, InstantSource clock) {
        return stores.flows(retention, clock);
    }

    @Produces
    @Singleton
    FileFlowSnapshot snapshot(NodeConfig config) {
        return new FileFlowSnapshot(config.dataDir().resolve("flows"));
    }

    void close(@Disposes FileFlowSnapshot snapshot) {
        snapshot.close();
    }

    @Produces
    @Singleton
    FlowReplica replica(FlowSnapshot snapshot) {
        return new FlowReplica(snapshot);
    }

    @Produces
    @Singleton
    FlowEvents flowEvents(EventBus bus) {
        return flows ->
                bus.publishAll("pdp.flows", flows.stream().map(FlowBeans::event).toList());
    }

    private static Map<String, String> event(Flow flow) {
        return Map.of(
                "flow", flow.id(),
                "version", Long.toString(flow.version()),
                "state", flow.task().state().wireName());
    }

    @Produces
    @Singleton
    FlowRegister.Audit audit(AuditLog log) {
        return (who, act, flow) -> {
            var unused = log.append(new AuditRecord(
                    who,
                    act,
                    flow,
                    AuditRecord.Outcome.DONE,
                    RequestId.current().orElse("")));
        };
    }

    @Produces
    @Singleton
    FlowRegister flows(
            FlowStore store, FlowEvents events, FlowReplica replica, FlowRegister.Audit audit, PdpConfig config) {
        return new FlowRegister(store, events, replica, audit, config.flows().limit(), work -> Thread.ofVirtual()
                .name("flow-events")
                .start(work));
    }

    @Produces
    @Singleton
    FlowFollower follower(FlowFollower.Kept kept, Retention retention, SortableIds ids, InstantSource clock) {
        FlowFollower follower = new FlowFollower(kept, retention, () -> ids.next("s"), clock);
        kept.replica().followedBy(follower::upToDate);
        return follower;
    }

    @Produces
    @Singleton
    FlowFollower.Kept kept(FlowStore store, FlowReplica replica, FlowSnapshot snapshot) {
        return new FlowFollower.Kept(store, replica, snapshot);
    }

    @Produces
    @Singleton
    FlowImportResource.Around aroundImports(
            CustomerFhirServer fhir,
            SenderIdentity senders,
            UseCaseProfile profile,
            FhirSettings settings,
            InstantSource clock) {
        return new FlowImportResource.Around(fhir, senders, profile, settings, clock);
    }
}
