// SPDX-License-Identifier: Apache-2.0
/** The API of the control plane over HTTP. */
@NullMarked
package io.notenboom.hosting.control.api;

import org.jspecify.annotations.NullMarked;
