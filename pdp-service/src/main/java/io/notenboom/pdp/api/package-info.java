// SPDX-License-Identifier: Apache-2.0
/** HTTP: maps requests to the domain and answers back; holds no rules. */
@NullMarked
package io.notenboom.pdp.api;

import org.jspecify.annotations.NullMarked;
