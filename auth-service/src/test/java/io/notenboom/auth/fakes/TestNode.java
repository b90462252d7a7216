// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.fakes;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.auth.client.AccessTokens;
import io.notenboom.auth.client.AuthorizationServer;
import io.notenboom.auth.client.AuthorizationServers;
import io.notenboom.auth.client.GrantedToken;
import io.notenboom.auth.client.NonceNeededException;
import io.notenboom.auth.client.Presenter;
import io.notenboom.auth.client.RemoteServerException;
import io.notenboom.auth.didweb.DidWebResolver;
import io.notenboom.auth.dpop.DpopNonces;
import io.notenboom.auth.dpop.ProofMaker;
import io.notenboom.auth.dpop.ProofValidation;
import io.notenboom.auth.form.FormParameters;
import io.notenboom.auth.form.MalformedFormException;
import io.notenboom.auth.introspection.Introspection;
import io.notenboom.auth.issuer.IssueOutcome;
import io.notenboom.auth.issuer.IssueRequest;
import io.notenboom.auth.issuer.Issuer;
import io.notenboom.auth.limit.ClientRates;
import io.notenboom.auth.policy.Policies;
import io.notenboom.auth.policy.PolicyDocument;
import io.notenboom.auth.policy.TokenLifetimes;
import io.notenboom.auth.policy.TokenTerms;
import io.notenboom.auth.record.TokenJournal;
import io.notenboom.auth.record.TokenRecord;
import io.notenboom.auth.signature.SignatureIndex;
import io.notenboom.auth.statuslist.StatusListAddresses;
import io.notenboom.auth.statuslist.StatusLists;
import io.notenboom.auth.store.memory.InMemoryCredentialStores;
import io.notenboom.auth.store.memory.InMemorySignatures;
import io.notenboom.auth.store.memory.InMemoryStores;
import io.notenboom.auth.subject.CreateSubjectOutcome;
import io.notenboom.auth.subject.OwnSigners;
import io.notenboom.auth.subject.PublicUrl;
import io.notenboom.auth.subject.Subject;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.auth.subject.Subjects;
import io.notenboom.auth.token.OAuthError;
import io.notenboom.auth.token.PresentationCheck;
import io.notenboom.auth.token.ProofCheck;
import io.notenboom.auth.token.RandomTokens;
import io.notenboom.auth.token.TokenEndpoint;
import io.notenboom.auth.token.TokenOutcome;
import io.notenboom.auth.token.TokenRequest;
import io.notenboom.auth.token.scope.ScopeDecisions;
import io.notenboom.auth.trusted.IssuerTrust;
import io.notenboom.auth.wallet.LoadOutcome;
import io.notenboom.auth.wallet.Wallets;
import io.notenboom.custody.InMemoryCustodian;
import io.notenboom.testkit.SettableClock;
import io.notenboom.trust.credential.CredentialFormat;
import io.notenboom.trust.credential.CredentialRefusedException;
import io.notenboom.trust.credential.CredentialType;
import io.notenboom.trust.credential.CredentialVerifier;
import io.notenboom.trust.credential.UnverifiedCredential;
import io.notenboom.trust.did.DelegatingDidResolver;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.did.DidResolutionException;
import io.notenboom.trust.did.DidResolver;
import io.notenboom.trust.dpop.DpopVerifier;
import io.notenboom.trust.exchange.ScopePolicies.ScopeSelection;
import io.notenboom.trust.exchange.ScopePolicy.WalletOwner;
import io.notenboom.trust.jose.SignatureAlgorithm;
import io.notenboom.trust.json.StrictJson;
import io.notenboom.trust.key.KeyPurpose;
import io.notenboom.trust.limit.Allowance;
import io.notenboom.trust.presentation.PresentationVerifier;
import io.notenboom.trust.secret.Secret;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A whole node of one customer in memory, whose wallet talks to its own authorization server without HTTP. */
public final class TestNode implements AuthorizationServers {

    /** A policy for eOverdracht-receiver that both credentials must fulfil. */
    public static final String POLICY = """
            {"eOverdracht-receiver":{"organization":{"id":"pd_receiver","input_descriptors":[
              {"id":"organisation","constraints":{"fields":[
                {"path":["$.type"],"filter":{"type":"string","const":"NutsOrganizationCredential"}},
                {"path":["$.issuer"],"filter":{"type":"string","pattern":"^did:web:.*$"}},
                {"id":"organization_did","path":["$.credentialSubject[0].id","$.credentialSubject.id"],"filter":{"type":"string"}},
                {"id":"organization_name","path":["$.credentialSubject[0].organization.name"],"filter":{"type":"string"}}]}},
              {"id":"participant","constraints":{"fields":[
                {"path":["$.type"],"filter":{"type":"string","const":"EOverdrachtCredential"}},
                {"path":["$.issuer"],"filter":{"type":"string","pattern":"^did:web:.*$"}},
                {"id":"role","path":["$.credentialSubject[0].eOverdracht.role"],"filter":{"type":"string","const":"receiver"}}]}}]}}}
            """;

    /** The clock of the node. */
    public final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T10:00:00Z"));

    /** Keys of the node. */
    public final InMemoryCustodian custodian = new InMemoryCustodian(clock);

    /** Its names. */
    public final PublicUrl publicUrl = new PublicUrl("https://node.example:8443");

    /** Tokens that one client gets in a minute. */
    public static final int TOKENS_PER_MINUTE = 600;

    /** What it recorded. */
    public final List<TokenRecord> records = new CopyOnWriteArrayList<>();

    /** Where it records. */
    public TokenJournal journal = records::add;

    /** Whom it trusts. */
    public final InMemoryCredentialStores.Trusted trusted = new InMemoryCredentialStores.Trusted();

    /** Until when what its keys signed has to be verified. */
    public final InMemorySignatures.Marks marks = new InMemorySignatures.Marks();

    /** Signs for its subjects. */
    public final OwnSigners signers =
            new OwnSigners(custodian, new SignatureIndex(marks, clock, SignatureIndex.WITHOUT_END));

    /** Its tokens. */
    public final InMemoryStores.Tokens tokens = new InMemoryStores.Tokens();

    /** Its subjects. */
    public final InMemoryStores.Subjects subjectStore = new InMemoryStores.Subjects();

    /** The same, with their documents. */
    public final Subjects subjects = new Subjects(subjectStore, custodian, publicUrl, clock);

    /** Its wallets. */
    public final CredentialVerifier credentials;

    public final Wallets wallets;

    /** Its issuer. */
    public final Issuer issuer;

    /** What it issued. */
    public final InMemoryStores.Issued issued = new InMemoryStores.Issued();

    /** Entries of its status lists. */
    public final InMemoryCredentialStores.StatusLists statusListStore = new InMemoryCredentialStores.StatusLists();

    /** Addresses of its status lists. */
    public final StatusListAddresses addresses = new StatusListAddresses(publicUrl);

    /** Its status lists. */
    public final StatusLists statusLists =
            new StatusLists(statusListStore, new InMemoryCredentialStores.Journal(), addresses, new SecureRandom());

    /** What it told others about tokens that ended. */
    public final InMemoryStores.Events events = new InMemoryStores.Events();

    /** Its policies. */
    public final Policies policies = new Policies(this::policyFiles);

    /** Its token endpoint. */
    public TokenEndpoint endpoint;

    /** Its introspection. */
    public final Introspection introspection = new Introspection(tokens, clock);

    /** Makes proofs. */
    public final ProofMaker proofMaker;

    /** Checks proofs. */
    public final ProofValidation proofValidation;

    /** The wallet's side. */
    public final AccessTokens accessTokens;

    /** The form that was sent to the token endpoint last. */
    public final AtomicReference<Map<String, String>> lastForm = new AtomicReference<>(Map.of());

    /** The proof that was sent to the token endpoint last. */
    public final AtomicReference<String> lastProof = new AtomicReference<>("");

    /** Whose registration ended, by client id. */
    public Predicate<String> ended = clientId -> false;

    /** Decides on scopes of dynamic policies. */
    public ScopeDecisions decisions = ScopeDecisions.none();

    /** Forms that its metadata names. */
    public Set<String> formats = Set.of("jwt_vp", "jwt_vc", "ldp_vp", "ldp_vc");

    /** Grants that its metadata names. */
    public Set<String> grants = Set.of("vp_token-bearer", "urn:ietf:params:oauth:grant-type:jwt-bearer");

    private final PresentationCheck presentationCheck;
    private final IssuerTrust issuerTrust;

    /** A definition that its definition endpoint gives whatever its policies say; null for none. */
    public @Nullable JsonNode hostileDefinition;

    private String policy = POLICY;

    private boolean refuseNext;

    /** Builds everything; there is no subject yet. */
    public TestNode() {
        this(IssuerTrust.Unlisted.DEFINITION);
    }

    /** Builds everything; types without a list of trusted issuers are dealt with as given. */
    public TestNode(IssuerTrust.Unlisted unlisted) {
        Set<SignatureAlgorithm> algorithms = SignatureAlgorithm.all();
        InMemoryStores.Once once = new InMemoryStores.Once();
        DidResolver web = new DidWebResolver(subjects, publicUrl, TestNode::unreachable, clock);
        DidResolver resolver = new DelegatingDidResolver(Map.of("web", web));
        credentials = new CredentialVerifier(resolver, algorithms, (status, by, now) -> statusLists.state(status, by));
        PresentationVerifier presentations = new PresentationVerifier(resolver, algorithms, credentials);
        DpopVerifier strict = new DpopVerifier(algorithms, DpopVerifier.DEFAULT_BACK, DpopVerifier.DEFAULT_FORWARD);
        DpopVerifier lenient = new DpopVerifier(algorithms, ProofValidation.lenientAge(), DpopVerifier.DEFAULT_FORWARD);
        wallets = new Wallets(subjects, new InMemoryStores.Wallets(), credentials, (_, _) -> {}, clock);
        issuer = new Issuer(subjects, signers, statusLists, issued, clock);
        proofMaker = new ProofMaker(subjects, signers, new RandomTokens(), clock);
        proofValidation = new ProofValidation(
                strict, lenient, once, new DpopNonces(period -> Secret.of("key of " + period), clock), clock);
        presentationCheck = new PresentationCheck(presentations, once);
        issuerTrust = new IssuerTrust(trusted, unlisted);
        endpoint = endpoint(
                TokenTerms.of(new TokenLifetimes(Duration.ofSeconds(900), Map.of("short", Duration.ofSeconds(60)))),
                new ProofCheck(strict, once));
        Presenter presenter = new Presenter(wallets, signers, new RandomTokens(), clock);
        accessTokens = new AccessTokens(
                new AccessTokens.Own(subjects, publicUrl), policies, this, presenter, proofMaker, clock);
        policies.reload();
    }

    /** A token endpoint with other terms. */
    public TokenEndpoint endpoint(TokenTerms terms, ProofCheck proofs) {
        return new TokenEndpoint(
                new TokenEndpoint.Parts(
                        subjects,
                        publicUrl,
                        policies,
                        terms,
                        issuerTrust,
                        presentationCheck,
                        proofs,
                        new ClientRates(new Allowance(TOKENS_PER_MINUTE, clock)),
                        record -> journal.append(record)),
                tokens,
                (holder, clientId) -> ended.test(clientId),
                question -> decisions.decide(question),
                new RandomTokens(),
                clock);
    }

    /** Replaces the policy file. */
    public void policy(String json) {
        policy = json;
        policies.reload();
    }

    private List<PolicyDocument> policyFiles() {
        return List.of(new PolicyDocument("policy.json", policy));
    }

    /** The next token request of the wallet is kept in {@link #lastForm} and refused without being looked at. */
    public void refuseNext() {
        refuseNext = true;
    }

    /** Creates a subject and gives its DID. */
    public Did subject(String name) {
        custodian.create(KeyPurpose.DID);
        return switch (subjects.create(new SubjectId(name))) {
            case CreateSubjectOutcome.Created created ->
                created.subject().activeDids().getFirst().did();
            case CreateSubjectOutcome.AlreadyExists _ -> throw new AssertionError("exists");
        };
    }

    /** Issues a credential about a DID. */
    public String issue(Did by, Did about, String type, String claims) throws CredentialRefusedException {
        IssueOutcome outcome = issuer.issue(new IssueRequest(
                by,
                type,
                List.of(CredentialType.NUTS_CONTEXT),
                about,
                StrictJson.parseObject(claims, 10_000),
                new IssueRequest.Terms(CredentialFormat.JWT_VC, clock.instant().plus(Duration.ofDays(30)), null)));
        return switch (outcome) {
            case IssueOutcome.Issued issued -> issued.credential().text();
            case IssueOutcome.ForeignIssuer _ -> throw new AssertionError("foreign");
            case IssueOutcome.Refused refused -> throw new CredentialRefusedException(refused.reason());
        };
    }

    /** Issues both eOverdracht credentials about a DID and loads them into the wallet of a subject. */
    public void giveCredentials(Did by, Did about, String subject) throws CredentialRefusedException {
        load(
                subject,
                issue(
                        by,
                        about,
                        CredentialType.NUTS_ORGANIZATION,
                        "{\"organization\":{\"name\":\"Zorg\",\"city\":\"Dorp\"}}"));
        load(
                subject,
                issue(
                        by,
                        about,
                        CredentialType.E_OVERDRACHT,
                        "{\"eOverdracht\":{\"role\":\"receiver\",\"version\":\"4.0\",\"auditDate\":\"2026-01-01\"}}"));
    }

    /** Loads a credential into the wallet of a subject. */
    public LoadOutcome load(String subject, String credential) throws CredentialRefusedException {
        return wallets.load(new SubjectId(subject), UnverifiedCredential.parse(credential));
    }

    /** Sends a form to the token endpoint of a subject. */
    public TokenOutcome send(String subject, Map<String, String> form, @Nullable String proof) {
        String body = form.entrySet().stream()
                .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
                .collect(Collectors.joining("&"));
        try {
            return endpoint.handle(new TokenRequest(subject, FormParameters.parse(body), proof));
        } catch (MalformedFormException malformed) {
            throw new AssertionError(malformed);
        }
    }

    @Override
    public AuthorizationServer metadata(URI issuerUrl) throws RemoteServerException {
        Subject subject = publicUrl
                .subjectOf(issuerUrl.toString())
                .flatMap(subjects::find)
                .orElseThrow(() -> new RemoteServerException(RemoteServerException.Reason.REFUSED, "metadata"));
        String url = publicUrl.issuer(subject.id());
        return new AuthorizationServer(
                url,
                URI.create(url + "/token"),
                URI.create(url + "/presentation_definition"),
                Set.of("web"),
                formats,
                grants);
    }

    @Override
    public JsonNode presentationDefinition(URI definitions, String scope) throws RemoteServerException {
        if (hostileDefinition != null) {
            return hostileDefinition;
        }
        if (policies.current().policies().select(scope) instanceof ScopeSelection.Selected selected) {
            return selected.policy().definitions().get(WalletOwner.ORGANIZATION).json();
        }
        throw new RemoteServerException(
                RemoteServerException.Reason.REFUSED, "presentation definition", "invalid_scope");
    }

    @Override
    public GrantedToken requestToken(AuthorizationServer server, Map<String, String> form, @Nullable String proof)
            throws RemoteServerException {
        lastForm.set(Map.copyOf(form));
        lastProof.set(proof == null ? "" : proof);
        if (refuseNext) {
            refuseNext = false;
            throw new RemoteServerException(RemoteServerException.Reason.REFUSED, "token request");
        }
        String subject = publicUrl.subjectOf(server.issuer()).orElseThrow().value();
        return switch (send(subject, form, proof)) {
            case TokenOutcome.Issued issued ->
                new GrantedToken(
                        issued.token(),
                        issued.details().tokenType(),
                        900,
                        issued.details().scope());
            case TokenOutcome.Refused refused
            when refused.error().code() == OAuthError.Code.USE_DPOP_NONCE ->
                throw new NonceNeededException(
                        "token request", endpoint.nonce(subject).orElseThrow());
            case TokenOutcome.Refused refused ->
                throw new RemoteServerException(
                        RemoteServerException.Reason.REFUSED,
                        "token request",
                        refused.error().code().wireName());
        };
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static byte[] unreachable(URI url) throws DidResolutionException {
        throw new DidResolutionException(DidResolutionException.Reason.UNAVAILABLE);
    }
}
