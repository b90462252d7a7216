// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.demo;

import io.notenboom.e2e.client.AccessToken;
import io.notenboom.e2e.client.FhirStore;
import io.notenboom.e2e.client.ReceiverEhr;
import io.notenboom.launcher.node.NodeSpec;
import io.notenboom.launcher.node.ServiceKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * What runs, and what the steps learn from each other. The sending side is vendor A with {@link CareOrganisation#SENDER}, the
 * receiving side vendor B with {@link CareOrganisation#RECEIVER} and {@link CareOrganisation#BYSTANDER}.
 */
public final class DemoWorld {

    /** The Composition that is handed over. */
    public static final String COMPOSITION = "Composition/handoff-1";

    /** Composition of another patient on the same FHIR server, in no transfer. */
    public static final String OTHER_COMPOSITION = "Composition/handoff-2";

    private final Party foundation;
    private final Party sender;
    private final Party receiver;
    private final Gateway gateway;
    private final String issuerDid;
    private final Map<String, String> dids = new HashMap<>();
    private @Nullable Transfer transfer;
    private @Nullable AccessToken token;

    /**
     * @param gateway what stands before the sender's FHIR server
     * @param issuerDid issuer of the credentials, a subject of the Foundation's node
     */
    DemoWorld(Party foundation, Party sender, Party receiver, Gateway gateway, String issuerDid) {
        this.foundation = foundation;
        this.sender = sender;
        this.receiver = receiver;
        this.gateway = gateway;
        this.issuerDid = issuerDid;
    }

    /**
     * The enforcement point before the sender's FHIR server.
     *
     * @param kind {@code nginx} or {@code proxy}
     * @param url public base URL, without the FHIR path
     */
    public record Gateway(String kind, String url) {

        /** Public FHIR base. */
        public String fhirBase() {
            return url + "/fhir";
        }
    }

    /**
     * The transfer of this run.
     *
     * @param id at the sender's PDP
     * @param flow flow id there
     * @param task reference of the Task, {@code Task/…}
     * @param resources what the flow opens, base-relative references
     */
    public record Transfer(String id, String flow, String task, List<String> resources) {

        public Transfer {
            resources = List.copyOf(resources);
        }
    }

    /** The Nuts Foundation's node. */
    public Party foundation() {
        return foundation;
    }

    /** Vendor A's node. */
    public Party sender() {
        return sender;
    }

    /** Vendor B's node. */
    public Party receiver() {
        return receiver;
    }

    /** The enforcement point. */
    public Gateway gateway() {
        return gateway;
    }

    /** DID of the issuer of the credentials. */
    public String issuerDid() {
        return issuerDid;
    }

    /** Software of an organisation of vendor B. */
    public ReceiverEhr receiverEhr(CareOrganisation organisation) {
        return new ReceiverEhr(receiver.ehr(ServiceKind.AUTH), organisation.subject(), receiver.http());
    }

    /** The FHIR server of the receiver's software, when it has one. */
    public FhirStore receiversFhir() {
        NodeSpec.FhirServer server = required(receiver.node().spec().fhir(), "a FHIR server of the receiver");
        return new FhirStore(server.baseUrl(), server.username(), server.passwordFile());
    }

    /** Issuer URL of the sender's authorization server. */
    public String senderIssuer() {
        return sender.node().issuer(CareOrganisation.SENDER.subject());
    }

    /** Remembers the DID of an organisation. */
    public void did(CareOrganisation organisation, String did) {
        dids.put(organisation.subject(), did);
    }

    /** The DID of an organisation, once it has one. */
    public String did(CareOrganisation organisation) {
        return required(dids.get(organisation.subject()), "a DID of " + organisation.name());
    }

    /** All DIDs by subject. */
    public Map<String, String> dids() {
        return Map.copyOf(dids);
    }

    /** Remembers the transfer. */
    public void transfer(Transfer started) {
        transfer = started;
    }

    /** The transfer, once it was started. */
    public Transfer transfer() {
        return required(transfer, "a transfer");
    }

    /** Remembers the receiver's token. */
    public void token(AccessToken issued) {
        token = issued;
    }

    /** The receiver's token, once it has one. */
    public AccessToken token() {
        return required(token, "an access token");
    }

    private static <T> T required(@Nullable T value, String what) {
        if (value == null) {
            throw new NoSuchElementException("no step has made " + what + " yet");
        }
        return value;
    }
}
