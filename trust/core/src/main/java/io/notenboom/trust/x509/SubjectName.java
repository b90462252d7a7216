// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.x509;

import java.security.cert.X509Certificate;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of a subject that the Nuts certificate profiles use, each at most 128 characters.
 *
 * @param commonName CN
 * @param organization O
 * @param province ST, empty if it has none
 * @param locality L, empty if it has none
 * @param country C, two letters
 * @param kvk serialNumber: number of the Chamber of Commerce, eight digits; empty if it has none
 */
public record SubjectName(
        String commonName, String organization, String province, String locality, String country, String kvk) {

    private static final int MAX_LENGTH = 128;

    /** @throws UnfitCertificateInputException if an attribute has another form */
    public SubjectName {
        requireText(commonName, "CN");
        requireText(organization, "O");
        requireLength(province, "ST");
        requireLength(locality, "L");
        if (!country.matches("[A-Z]{2}")) {
            throw new UnfitCertificateInputException("C is a country code of two capital letters");
        }
        if (!kvk.isEmpty() && !kvk.matches("[0-9]{8}")) {
            throw new UnfitCertificateInputException("serialNumber is a KvK number of eight digits");
        }
    }

    private static void requireText(String value, String name) {
        if (value.isBlank()) {
            throw new UnfitCertificateInputException(name + " is missing in the subject");
        }
        requireLength(value, name);
    }

    private static void requireLength(String value, String name) {
        if (value.length() > MAX_LENGTH || value.chars().anyMatch(Character::isISOControl)) {
            throw new UnfitCertificateInputException(
                    name + " has at most " + MAX_LENGTH + " characters and no control characters");
        }
    }

    /** Subject of a vendor's CA or node CA. */
    public static SubjectName ofVendor(String name, String purpose, String kvk) {
        return new SubjectName(name + " " + purpose, name, "", "", "NL", kvk);
    }

    X500Name toX500() {
        X500NameBuilder builder = new X500NameBuilder(BCStyle.INSTANCE);
        builder.addRDN(BCStyle.C, new DERPrintableString(country));
        add(builder, BCStyle.ST, province);
        add(builder, BCStyle.L, locality);
        add(builder, BCStyle.O, organization);
        add(builder, BCStyle.CN, commonName);
        if (!kvk.isEmpty()) {
            builder.addRDN(BCStyle.SERIALNUMBER, new DERPrintableString(kvk));
        }
        return builder.build();
    }

    /** As an ASN.1 value: the text itself, where a text would be read as RFC 4514 notation with its escapes. */
    private static void add(X500NameBuilder builder, ASN1ObjectIdentifier type, String value) {
        if (!value.isEmpty()) {
            builder.addRDN(type, new DERUTF8String(value));
        }
    }

    /**
     * Reads the subject of a certificate.
     *
     * @throws UnfitCertificateInputException if an attribute is missing, repeated or of another form
     */
    public static SubjectName of(X509Certificate certificate) {
        return of(X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded()));
    }

    /**
     * Reads a subject.
     *
     * @throws UnfitCertificateInputException if an attribute is missing, repeated or of another form
     */
    static SubjectName of(X500Name name) {
        return new SubjectName(
                attribute(name, BCStyle.CN, "CN").orElse(""),
                attribute(name, BCStyle.O, "O").orElse(""),
                attribute(name, BCStyle.ST, "ST").orElse(""),
                attribute(name, BCStyle.L, "L").orElse(""),
                attribute(name, BCStyle.C, "C").orElse(""),
                attribute(name, BCStyle.SERIALNUMBER, "serialNumber").orElse(""));
    }

    private static Optional<String> attribute(X500Name name, ASN1ObjectIdentifier type, String label) {
        @Nullable RDN[] found = name.getRDNs(type);
        if (found.length > 1) {
            throw new UnfitCertificateInputException(label + " is repeated in the subject");
        }
        return found.length == 0 || found[0] == null
                ? Optional.empty()
                : Optional.of(text(found[0].getFirst().getValue()));
    }

    /** The text of an attribute, without the escapes of RFC 4514; empty if it is not a text. */
    static String text(ASN1Encodable value) {
        return value instanceof ASN1String text ? text.getString() : "";
    }
}
