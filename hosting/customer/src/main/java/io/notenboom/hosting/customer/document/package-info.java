// SPDX-License-Identifier: Apache-2.0
/** A customer's specification as JSON and YAML. */
@NullMarked
package io.notenboom.hosting.customer.document;

import org.jspecify.annotations.NullMarked;
