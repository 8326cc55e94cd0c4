import os,inspect
# spandrel's classes, as their defaults make them
SKIP={"__arch_helpers"}
FACE={"GFPGAN","CodeFormer","RestoreFormer"}; INP={"LaMa","MAT"}
NAMES={"Compact":"Real-ESRGAN Compact","SCUNet":"ScuNET","SwiftSRGAN":"Swift-SRGAN","SAFMNBCIE":"SAFMN BCIE","HVICIDNet":"HVI-CIDNet"}
def spandrel():
    for lib,pkg in (("spandrel","spandrel"),("spandrel_extra_arches","spandrel_extra_arches")):
        root=SRC+f"spandrel/libs/{lib}/{pkg}/architectures"
        for arch in sorted(os.listdir(root)):
            if arch in SKIP or not os.path.isdir(f"{root}/{arch}/__arch"): continue
            src=open(f"{root}/{arch}/__init__.py").read()
            names=re.findall(r"from \.__arch\.(\w+) import ([\w, ()\n]+?)\n(?=\S|\n)",src)
            done=0
            for mod,imp in names:
                for c in [x.split(" as ")[0].strip() for x in imp.replace("(","").replace(")","").split(",") if x.strip()]:
                    try:
                        META[0]=True
                        K=getattr(importlib.import_module(f"{pkg}.architectures.{arch}.__arch.{mod}"),c)
                        if not (inspect.isclass(K) and issubclass(K,nn.Module)): continue
                        need=[p.name for p in inspect.signature(K.__init__).parameters.values() if p.default is p.empty and p.kind in (p.POSITIONAL_OR_KEYWORD,p.KEYWORD_ONLY) and p.name!="self"]
                        kw={**{n:{"in_nc":3,"out_nc":3,"num_in_ch":3,"num_out_ch":3,"in_channels":3,"out_channels":3,"scale":4,"upscale":4,"dim":48,"num_feat":64,"img_size":64,"num_frame":1,"width":32,"n_feat":64}.get(n) for n in need},**OV.get(arch,{})}
                        
                        try: m=K(**kw)
                        except RuntimeError:
                            META[0]=False
                            m=K(**kw)
                        META[0]=True
                        t=shim.shapes(m,"F32")
                        if len(t)<4: continue
                        kind="faceRestorer" if arch in FACE else "inpainter" if arch in INP else "upscaler"
                        add(f"s-{arch}-{c}",t,kind,"unknown",f"{pkg} {arch}.{c}",architecture=c if c=="RealPLKSR" else NAMES.get(arch,arch)); done+=1
                    except Exception as e: FAIL.append((f"s-{arch}-{c}",repr(e)[:140]))
            if not done: FAIL.append((f"s-{arch}","nothing",names))
META=shim.META
OV={"ESRGAN":dict(num_blocks=23),"SwinIR":dict(img_size=64,window_size=8),"Swin2SR":dict(img_size=64,window_size=8),"SRFormer":dict(img_size=48,window_size=24)}
from spandrel.util import * 
spandrel()
exec(open("authors.py").read())
