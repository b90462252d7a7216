// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.notenboom.pdp.document;

import org.jspecify.annotations.NullMarked;
