// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.tls;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.trust.x509.UnfitCertificateInputException;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.security.KeyPair;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/**
 * What is asked of a certificate authority for one listener of one customer (PKCS #10, RFC 2986).
 *
 * @param names DNS names, the first is the common name too; wildcards are not asked for, since a certificate is of one customer
 * @param organization O; empty if the authority fills it in
 * @param country C, two capital letters; empty if the authority fills it in
 * @param serialNumber serialNumber of the subject, such as an OIN; empty for none
 */
@CheckReturnValue
public record TlsRequest(List<String> names, String organization, String country, String serialNumber) {

    private static final Pattern NAME =
            Pattern.compile("(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern NUMBER = Pattern.compile("[A-Za-z0-9.-]{0,64}");
    private static final int MAX_NAMES = 50;
    private static final int MAX_COMMON_NAME = 64;
    private static final int MAX_TEXT = 64;

    /** @throws UnfitCertificateInputException if something has another form; the text says what */
    public TlsRequest {
        names = List.copyOf(names);
        if (names.isEmpty() || names.size() > MAX_NAMES) {
            throw new UnfitCertificateInputException("give 1 to " + MAX_NAMES + " names");
        }
        for (String name : names) {
            if (!NAME.matcher(name).matches()) {
                throw new UnfitCertificateInputException(
                        name + " is no DNS name in small letters; wildcards are not asked for");
            }
        }
        if (organization.length() > MAX_TEXT || organization.chars().anyMatch(Character::isISOControl)) {
            throw new UnfitCertificateInputException("the organisation has at most " + MAX_TEXT + " characters");
        }
        if (!country.isEmpty() && !country.matches("[A-Z]{2}")) {
            throw new UnfitCertificateInputException("the country is a code of two capital letters");
        }
        if (!NUMBER.matcher(serialNumber).matches()) {
            throw new UnfitCertificateInputException("the serial number has letters, digits, full stops and hyphens");
        }
    }

    /** The request, PEM, signed with the key for which it asks. */
    String pem(KeyPair pair, TlsKeyKind kind) {
        try {
            JcaPKCS10CertificationRequestBuilder builder =
                    new JcaPKCS10CertificationRequestBuilder(subject(), pair.getPublic());
            var unused = builder.addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, extensions());
            StringWriter text = new StringWriter();
            try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
                pem.writeObject(builder.build(new JcaContentSignerBuilder(kind.signature()).build(pair.getPrivate())));
            }
            return text.toString();
        } catch (OperatorCreationException impossible) {
            throw new IllegalStateException("a request can be signed", impossible);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private X500Name subject() {
        X500NameBuilder builder = new X500NameBuilder(BCStyle.INSTANCE);
        if (!country.isEmpty()) {
            builder.addRDN(BCStyle.C, new DERPrintableString(country));
        }
        add(builder, BCStyle.O, organization);
        if (!serialNumber.isEmpty()) {
            builder.addRDN(BCStyle.SERIALNUMBER, new DERPrintableString(serialNumber));
        }
        if (names.getFirst().length() <= MAX_COMMON_NAME) {
            add(builder, BCStyle.CN, names.getFirst());
        }
        return builder.build();
    }

    private static void add(X500NameBuilder builder, ASN1ObjectIdentifier type, String value) {
        if (!value.isEmpty()) {
            builder.addRDN(type, new DERUTF8String(value));
        }
    }

    private Extensions extensions() throws IOException {
        ExtensionsGenerator extensions = new ExtensionsGenerator();
        extensions.addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(names.stream()
                        .map(name -> new GeneralName(GeneralName.dNSName, name))
                        .toArray(GeneralName[]::new)));
        extensions.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        extensions.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(new KeyPurposeId[] {
            KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
        }));
        return extensions.generate();
    }

    /**
     * The names that a request asks for.
     *
     * @throws UnfitCertificateInputException if it is no request
     */
    static List<String> namesOf(String pem) {
        try (PEMParser parser = new PEMParser(new StringReader(pem))) {
            if (parser.readObject() instanceof PKCS10CertificationRequest request) {
                GeneralNames names =
                        GeneralNames.fromExtensions(request.getRequestedExtensions(), Extension.subjectAlternativeName);
                return names == null
                        ? List.of()
                        : Arrays.stream(names.getNames())
                                .filter(name -> name.getTagNo() == GeneralName.dNSName)
                                .map(name -> name.getName().toString())
                                .toList();
            }
        } catch (IOException | IllegalArgumentException malformed) {
            // told below
        }
        throw new UnfitCertificateInputException("the kept request is no certificate request in PEM");
    }
}
