// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.search.lucene;

import io.notenboom.registry.search.OrganisationDocument;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.util.BytesRef;

/** What of an organisation is indexed how, and what is read back of it. */
final class DocumentFormat {

    private static final String STORED_NAME = "stored_name";
    private static final String STORED_UNIT = "stored_unit";
    private static final String STORED_CITY = "stored_city";
    private static final String STORED_PROVINCE = "stored_province";
    private static final int SORT_LENGTH = 100;

    /** Words without their places: nothing asks for words beside each other. */
    private static final FieldType WORDS = words();

    private final QueryPlan plan;

    DocumentFormat(QueryPlan plan) {
        this.plan = plan;
    }

    private static FieldType words() {
        FieldType type = new FieldType();
        type.setIndexOptions(IndexOptions.DOCS_AND_FREQS);
        type.setTokenized(true);
        type.freeze();
        return type;
    }

    Document document(OrganisationDocument organisation) {
        Document document = new Document();
        OrganisationDocument.Label label = organisation.label();
        keyword(document, Fields.ORGANISATION, organisation.organisation());
        keyword(document, Fields.VENDOR, organisation.vendor());
        organisation
                .identifiers()
                .forEach(identifier -> keyword(document, Fields.IDENTIFIER, identifier.toLowerCase(Locale.ROOT)));
        addNames(document, label);
        addTown(document, label);
        document.add(new BinaryDocValuesField(Fields.IN_FORCE, InForceQuery.bytes(organisation.periods())));
        organisation
                .endpointTypes()
                .forEach((type, periods) ->
                        document.add(new BinaryDocValuesField(Fields.inForce(type), InForceQuery.bytes(periods))));
        document.add(new SortedDocValuesField(
                Fields.SORT_KEY, sortable(organisation.organisation() + " " + organisation.contract())));
        store(document, organisation);
        return document;
    }

    private void addNames(Document document, OrganisationDocument.Label label) {
        List<String> name = plan.allWords(label.name());
        boolean hasUnit = !label.displayName().equals(label.name());
        List<String> unit = hasUnit ? plan.allWords(label.unit()) : List.of();
        List<String> both = Stream.concat(name.stream(), unit.stream()).toList();
        addForms(document, Fields.NAME, both);
        Stream.of(name, unit, both)
                .filter(words -> !words.isEmpty())
                .distinct()
                .forEach(words -> keyword(document, Fields.WHOLE_NAME, String.join(" ", words)));
        Stream.of(name, unit).forEach(words -> {
            NameWords.joined(words).forEach(joined -> keyword(document, Fields.NAME_JOINED, joined));
            NameWords.initials(words).forEach(initials -> keyword(document, Fields.NAME_INITIALS, initials));
        });
        document.add(new SortedDocValuesField(Fields.SORT_NAME, sortable(String.join(" ", name))));
    }

    private void addTown(Document document, OrganisationDocument.Label label) {
        List<String> city = plan.allWords(label.cityText());
        List<String> other = plan.allWords(NameWords.otherTownName(city));
        addForms(
                document,
                Fields.CITY,
                Stream.concat(city.stream(), other.stream()).toList());
        keyword(document, Fields.WHOLE_CITY, String.join(" ", city));
        keyword(document, Fields.PROVINCE, plan.whole(label.province()));
    }

    private static void store(Document document, OrganisationDocument organisation) {
        document.add(new StoredField(Fields.ORGANISATION, organisation.organisation()));
        document.add(new StoredField(Fields.VENDOR, organisation.vendor()));
        document.add(new StoredField(STORED_NAME, organisation.label().name()));
        document.add(new StoredField(STORED_UNIT, organisation.label().unit()));
        document.add(new StoredField(STORED_PROVINCE, organisation.label().province()));
        String city = organisation.label().city();
        if (city != null) {
            document.add(new StoredField(STORED_CITY, city));
        }
    }

    static OrganisationDocument.Label label(Document stored) {
        return new OrganisationDocument.Label(
                text(stored, STORED_NAME),
                text(stored, STORED_UNIT),
                stored.get(STORED_CITY),
                text(stored, STORED_PROVINCE));
    }

    static String text(Document stored, String name) {
        String value = stored.get(name);
        return value == null ? "" : value;
    }

    private static void addForms(Document document, String text, List<String> words) {
        for (Fields.Form form : Fields.Form.values()) {
            document.add(new Field(form.of(text), new WordTokens(form, words), WORDS));
        }
    }

    private static void keyword(Document document, String field, String value) {
        document.add(new StringField(field, value, Field.Store.NO));
    }

    private static BytesRef sortable(String text) {
        return new BytesRef(text.length() > SORT_LENGTH ? text.substring(0, SORT_LENGTH) : text);
    }
}
