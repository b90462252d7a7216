// SPDX-License-Identifier: Apache-2.0
/** The AuthZEN Authorization API over HTTP. */
@NullMarked
package io.notenboom.pdp.api.authzen;

import org.jspecify.annotations.NullMarked;
