/// The signs that TeX's commands stand for, as far as schools write them.
enum TeXSigns {
    /// Relations and operators stand between spaces, names of functions before one.
    static let commands: [String: String] = [
        // Greek
        "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε",
        "varepsilon": "ε", "zeta": "ζ", "eta": "η", "theta": "θ", "vartheta": "ϑ", "iota": "ι",
        "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ",
        "sigma": "σ", "tau": "τ", "phi": "φ", "varphi": "φ", "chi": "χ", "psi": "ψ",
        "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ",
        "Pi": "Π", "Sigma": "Σ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
        // Relations
        "le": " ≤ ", "leq": " ≤ ", "leqslant": " ≤ ", "ge": " ≥ ", "geq": " ≥ ",
        "geqslant": " ≥ ", "ne": " ≠ ", "neq": " ≠ ", "approx": " ≈ ", "equiv": " ≡ ",
        "sim": " ∼ ", "in": " ∈ ", "notin": " ∉ ", "subset": " ⊂ ", "subseteq": " ⊆ ",
        "supset": " ⊃ ", "perp": " ⊥ ", "parallel": " ∥ ", "mid": " | ", "to": " → ",
        "rightarrow": " → ", "leftarrow": " ← ", "Rightarrow": " ⇒ ", "Leftrightarrow": " ⇔ ",
        "leftrightarrow": " ↔ ", "implies": " ⇒ ", "iff": " ⇔ ", "colon": ": ",
        "rightleftharpoons": " ⇌ ", "longrightarrow": " → ", "mapsto": " ↦ ",
        // Operators
        "times": " × ", "cdot": " · ", "div": " : ", "pm": " ± ", "mp": " ∓ ", "cup": " ∪ ",
        "cap": " ∩ ", "setminus": " ∖ ", "circ": "∘", "wedge": " ∧ ", "vee": " ∨ ",
        "oplus": " ⊕ ", "ast": " ∗ ", "star": " ⋆ ", "neg": "¬",
        // Large ones
        "int": "∫", "iint": "∬", "oint": "∮", "sum": "∑", "prod": "∏",
        // Others
        "infty": "∞", "emptyset": "∅", "varnothing": "∅", "forall": "∀", "exists": "∃",
        "partial": "∂", "nabla": "∇", "angle": "∠", "triangle": "△", "degree": "°",
        "prime": "′", "dots": "…", "ldots": "…", "cdots": "…", "hbar": "ℏ", "ell": "ℓ",
        "langle": "⟨", "rangle": "⟩", "lvert": "|", "rvert": "|", "vert": "|", "lbrace": "{",
        "rbrace": "}", "uparrow": "↑", "downarrow": "↓", "checkmark": "✓",
    ]

    /// Commands of size, place and face: what they are about speaks for itself.
    static let silent: Set<String> = [
        "displaystyle", "textstyle", "limits", "nolimits", "big", "Big", "bigg", "Bigg", "bigl",
        "bigr", "Bigl", "Bigr", "text", "mathrm", "mathbf", "mathit", "mathcal", "mathsf",
        "textbf", "textit", "textrm", "operatorname", "boldsymbol", "rm", "bf", "underline",
        "boxed", "mathop", "mbox",
    ]

    static let spaces: Set<String> = ["quad", "qquad", "hline", "newline"]

    static let hollow: [Character: Character] = [
        "R": "ℝ", "N": "ℕ", "Z": "ℤ", "Q": "ℚ", "C": "ℂ", "P": "ℙ",
    ]

    static let superscripts: [Character: Character] = [
        "0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵", "6": "⁶", "7": "⁷",
        "8": "⁸", "9": "⁹", "+": "⁺", "−": "⁻", "-": "⁻", "(": "⁽", ")": "⁾", "n": "ⁿ",
        "i": "ⁱ", "x": "ˣ", "a": "ᵃ", "b": "ᵇ", "k": "ᵏ", "m": "ᵐ", "t": "ᵗ", "y": "ʸ",
    ]

    static let subscripts: [Character: Character] = [
        "0": "₀", "1": "₁", "2": "₂", "3": "₃", "4": "₄", "5": "₅", "6": "₆", "7": "₇",
        "8": "₈", "9": "₉", "+": "₊", "−": "₋", "-": "₋", "(": "₍", ")": "₎", "a": "ₐ",
        "e": "ₑ", "n": "ₙ", "k": "ₖ", "m": "ₘ", "i": "ᵢ", "x": "ₓ", "t": "ₜ",
    ]
}
