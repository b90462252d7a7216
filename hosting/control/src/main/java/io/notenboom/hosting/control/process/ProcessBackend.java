// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.process;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.hosting.control.deletion.DestructionCertificates;
import io.notenboom.hosting.control.execute.Backend;
import io.notenboom.hosting.control.execute.RedisPasswords;
import io.notenboom.hosting.control.execute.StepOutcome;
import io.notenboom.hosting.control.process.ProcessSettings.Network;
import io.notenboom.hosting.control.process.end.FolderRemoval;
import io.notenboom.hosting.control.process.end.KeptAuditLogs;
import io.notenboom.hosting.control.state.CustomerRecord;
import io.notenboom.hosting.control.state.Customers;
import io.notenboom.hosting.control.state.Registration;
import io.notenboom.hosting.customer.CustomerSpec;
import io.notenboom.hosting.customer.SpecProblem;
import io.notenboom.hosting.customer.plan.NodePart;
import io.notenboom.hosting.customer.plan.RouteSet;
import io.notenboom.hosting.customer.plan.Step;
import io.notenboom.hosting.customer.status.Condition.Status;
import io.notenboom.launcher.node.DevelopmentAuthority;
import io.notenboom.launcher.node.DevelopmentHttp;
import io.notenboom.launcher.node.Node;
import io.notenboom.launcher.node.ServiceKind;
import io.notenboom.launcher.process.DetachedSupervisor;
import io.notenboom.trust.customer.CustomerId;
import io.notenboom.trust.secret.Secret;
import io.vertx.core.Vertx;
import java.net.http.HttpClient;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Nodes as processes of this machine: a folder, a supervisor, a Redis, a custodian and the services of each customer. */
public final class ProcessBackend implements Backend {

    private final ProcessSettings settings;
    private final LocalNodes nodes;
    private final NodePasswords passwords;
    private final Custody custody;
    private final Registrations registrations;
    private final Admission admission;
    private final DestructionCertificates certificates;
    private final HttpClient http;

    /**
     * What nodes of this machine need that is not theirs.
     *
     * @param authority issues the certificates of their public listeners
     * @param vertx carries connections to their Redis
     * @param clock the time
     */
    public record Surroundings(DevelopmentAuthority authority, Vertx vertx, InstantSource clock) {}

    /** Starts nothing. */
    public ProcessBackend(
            ProcessSettings settings,
            Surroundings surroundings,
            Customers customers,
            DestructionCertificates certificates) {
        DevelopmentAuthority authority = surroundings.authority();
        this.settings = settings;
        this.nodes = new LocalNodes(settings, authority);
        this.passwords = new NodePasswords(nodes, surroundings.vertx());
        this.custody = custody(settings, nodes, surroundings.clock());
        this.registrations = new Registrations(nodes::root);
        this.admission = new Admission(settings, customers);
        this.certificates = certificates;
        this.http = DevelopmentHttp.trusting(authority.certificatePem());
    }

    private static Custody custody(ProcessSettings settings, LocalNodes nodes, InstantSource clock) {
        DestroyedKeys destroyed = new DestroyedKeys(settings.data());
        HostVault vault = settings.vault();
        return new CustodyOfChoice(
                new SealedFileCustody(nodes::folder, settings.data(), destroyed),
                vault == null ? null : new TransitCustody(nodes::folder, vault, destroyed, clock));
    }

    @Override
    public void register(CustomerId customer, Registration registration) {
        registrations.put(customer, registration);
    }

    @Override
    public List<SpecProblem> problems(CustomerSpec spec) {
        return admission.problems(spec);
    }

    @Override
    public StepOutcome carryOut(Step step, CustomerRecord customer) {
        return switch (step) {
            case Step.Validate validate -> validate(validate.spec());
            case Step.Place unused -> place(customer);
            case Step.Custody unused -> custody.ensure(customer);
            case Step.Redis unused -> redis(customer);
            case Step.Keys keys -> custody.keepReady(customer, keys.unused());
            case Step.Certificates unused -> certificates(customer);
            case Step.RunNode run -> run(customer, run.parts());
            case Step.SyncRegistry sync -> sync(customer, sync);
            case Step.Routes routes -> routes(customer, routes.routes());
            case Step.PublishDid unused -> identity(customer);
            case Step.Backup backup -> backup(backup);
            case Step.StopNode unused -> stop(customer);
            case Step.RevokeIdentity unused -> custody.revokeIdentity(customer);
            case Step.DestroyKeys unused -> custody.destroyKeys(customer);
            case Step.DestroyData unused -> destroyData(customer);
            case Step.Certify unused -> certificates.certify(customer, custody.destroyed(customer));
        };
    }

    private StepOutcome validate(CustomerSpec spec) {
        List<SpecProblem> problems = admission.problems(spec);
        return problems.isEmpty()
                ? StepOutcome.done()
                : new StepOutcome.Failed(
                        "Refused",
                        String.join(
                                "; ",
                                problems.stream().map(SpecProblem::toString).toList()));
    }

    private StepOutcome place(CustomerRecord customer) {
        long free = nodes.folder(customer.id()).root().toFile().getUsableSpace() >> 30;
        if (free < 1) {
            return new StepOutcome.Failed("DiskFull", "less than 1 GiB is free: make room on the disk of the nodes");
        }
        return new StepOutcome.Done("Placed", free + " GiB are free on its disk");
    }

    private StepOutcome redis(CustomerRecord customer) {
        Node node = nodes.node(customer, NodePart.all());
        node.ensureRedis();
        passwords.keep(customer);
        return new StepOutcome.Done("Running", "its own, " + node.redisOrigin());
    }

    /** A node has its certificates renewed whenever it is prepared, in time before they end. */
    private StepOutcome certificates(CustomerRecord customer) {
        Node node = nodes.node(customer, NodePart.all());
        return new StepOutcome.Done("Issued", "by the development authority of this machine, " + node.certificate());
    }

    private StepOutcome run(CustomerRecord customer, Set<NodePart> parts) {
        Node node = nodes.node(customer, parts);
        DeployedMark mark = new DeployedMark(node.folder());
        String wanted = nodes.fingerprint(customer) + "\nredis password " + passwords.present(customer.id());
        if (!mark.says(wanted)) {
            node.stopServices();
            mark.set(wanted);
        }
        node.ensureRunning();
        if (!node.isRunning()) {
            return new StepOutcome.Waiting("Starting", "a service is being started again");
        }
        passwords.finish(customer);
        return new StepOutcome.Done(
                "Running", node.processes() + " of version " + customer.spec().version());
    }

    private StepOutcome sync(CustomerRecord customer, Step.SyncRegistry step) {
        boolean was = customer.conditions().stream()
                .anyMatch(condition ->
                        condition.type().equals(step.kind().condition()) && condition.status() == Status.TRUE);
        Network network = Objects.requireNonNull(settings.networks().get(step.network()), "checked at the beginning");
        return new Enrolment(http, api(customer, ServiceKind.REGISTRY), network)
                .ensure(registrations.find(customer.id()), was);
    }

    private NodeApi api(CustomerRecord customer, ServiceKind service) {
        Node node = nodes.node(customer, NodePart.all());
        return new NodeApi(http, node.internalUrl(service), node.secrets().administratorToken());
    }

    /** Nothing stands before the public listeners on this machine: what does not run is not served. */
    private StepOutcome routes(CustomerRecord customer, RouteSet routes) {
        Optional<DetachedSupervisor> running = nodes.running(customer.id());
        return switch (routes) {
            case NONE -> new StepOutcome.Done("Closed", "its listeners close with its services");
            case VERIFIERS -> {
                running.ifPresent(supervisor -> closeGateway(customer, supervisor));
                yield new StepOutcome.Done(
                        "VerifiersOnly",
                        switch (customer.spec().plan()) {
                            case SMALL -> "the gateway is closed, and decisions end with the node's process";
                            case STANDARD -> "gateway and decisions are closed";
                        });
            }
            case ALL -> open(customer);
        };
    }

    private static void closeGateway(CustomerRecord customer, DetachedSupervisor supervisor) {
        for (ServiceKind service : List.of(ServiceKind.PROXY, ServiceKind.PDP)) {
            supervisor.stop(customer.id().value() + "/" + service.shortName());
        }
    }

    private StepOutcome open(CustomerRecord customer) {
        Node node = nodes.node(customer, NodePart.all());
        NodeApi outside = new NodeApi(http, node.publicUrl(), Secret.of("none"));
        int status = outside.send("GET", "/.well-known/did.json", null).status();
        return status < 500
                ? new StepOutcome.Done("Open", "at " + node.publicUrl())
                : new StepOutcome.Failed("NotServing", "the public listener answers " + status);
    }

    private StepOutcome identity(CustomerRecord customer) {
        return new PublicIdentity(http, api(customer, ServiceKind.AUTH))
                .ensure(customer.id().value());
    }

    private static StepOutcome backup(Step.Backup step) {
        return step.policy() == null
                ? new StepOutcome.Done("NotWanted", "the specification asks for no backup")
                : new StepOutcome.Failed("NotAvailable", "nodes of this machine are not backed up: take backup out");
    }

    private StepOutcome stop(CustomerRecord customer) {
        nodes.running(customer.id()).ifPresent(DetachedSupervisor::close);
        var _ = nodes.folder(customer.id()).supervisor().endLeft();
        return new StepOutcome.Done("Stopped", "nothing of it runs");
    }

    private StepOutcome destroyData(CustomerRecord customer) {
        int kept = KeptAuditLogs.keep(
                nodes.root(customer.id()),
                settings.data().resolve("kept-audit").resolve(customer.id().value()));
        FolderRemoval.remove(nodes.root(customer.id()));
        return new StepOutcome.Done(
                "Destroyed", "the node's folder is gone; " + kept + " files of audit logs are kept");
    }

    @Override
    public RedisPasswords redisPasswords() {
        return passwords;
    }

    @Override
    public ObjectNode describe(CustomerRecord customer) {
        ObjectNode described = JsonNodeFactory.instance.objectNode();
        nodes.addresses(customer.spec()).forEach(described::put);
        if (!described.isEmpty()) {
            described.put("folder", nodes.root(customer.id()).toString());
        }
        return described;
    }
}
